import { type ReactNode, useState } from 'react';
import { showToast } from '../shared/toasts.tsx';
import { galleryTexts as text } from '../texts/gallery-texts.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Menu, type MenuItem } from '../ui/menu.tsx';
import { Tip } from '../ui/tip.tsx';
import { Sample } from './sample.tsx';

const items: readonly MenuItem[] = [
  { label: 'Share', icon: 'share', onPress: () => showToast('Share') },
  { label: 'Download', icon: 'download', onPress: () => showToast('Download') },
  { label: 'Cut', icon: 'cut', isDisabled: true, onPress: () => {} },
];

export function OverlaySamples(): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <Sample title="Dialog, Menu, Tip, toast">
      <div className="row">
        <Button onPress={() => setOpen(true)}>{text.openDialog}</Button>
        <Menu label={text.menu} items={items} />
        <Menu label={text.more} icon="more" items={items} />
        <Tip text={text.tip}>
          <IconButton icon="loop" label={text.loop} />
        </Tip>
        <Button onPress={() => showToast(text.noticeTitle, { label: text.link, act: () => {} })}>
          {text.openToast}
        </Button>
      </div>
      <Dialog title={text.dialogTitle} isOpen={isOpen} onClose={() => setOpen(false)}>
        <p>{text.noticeText}</p>
        <div className="row">
          <Button variant="primary" onPress={() => setOpen(false)}>
            {text.link}
          </Button>
        </div>
      </Dialog>
    </Sample>
  );
}
