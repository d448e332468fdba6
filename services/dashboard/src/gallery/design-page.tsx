import { type ReactNode, useState } from 'react';
import { usePageTitle } from '../shared/use-page-title.ts';
import { galleryTexts as text } from '../texts/gallery-texts.ts';
import { Button, ButtonLink, IconButton, Toggle } from '../ui/button.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { iconPaths } from '../ui/icon-paths.ts';
import { Notice } from '../ui/notice.tsx';
import { Progress } from '../ui/progress.tsx';
import { FieldSamples } from './field-samples.tsx';
import { OverlaySamples } from './overlay-samples.tsx';
import { Sample } from './sample.tsx';
import { TokenSamples } from './token-samples.tsx';

/** Every component in every state, for those who build pages and for the tests of accessibility. */
// biome-ignore lint/style/noDefaultExport: React.lazy takes the default export.
export default function DesignPage(): ReactNode {
  usePageTitle(text.title);
  return (
    <div className="gallery">
      <h1>{text.title}</h1>
      <TokenSamples />
      <ButtonSamples />
      <FieldSamples />
      <OverlaySamples />
      <Sample title="Notice">
        {(['info', 'warning', 'problem'] as const).map((tone) => (
          <Notice key={tone} tone={tone} title={text.noticeTitle}>
            {text.noticeText}
          </Notice>
        ))}
      </Sample>
      <Sample title="Progress">
        <Progress label={text.progress} value={0.4} max={1} />
      </Sample>
      <Sample title="Icon">
        <ul className="icon-samples">
          {(Object.keys(iconPaths) as IconName[]).map((name) => (
            <li key={name}>
              <Icon name={name} />
              <code>{name}</code>
            </li>
          ))}
        </ul>
      </Sample>
    </div>
  );
}

const variants = ['primary', 'plain', 'quiet', 'danger'] as const;

function ButtonSamples(): ReactNode {
  const [isOn, setOn] = useState(true);
  return (
    <>
      <Sample title="Button">
        <div className="row">
          {variants.map((variant) => (
            <Button key={variant} variant={variant} icon="upload">
              {variant}
            </Button>
          ))}
        </div>
        <div className="row">
          {variants.map((variant) => (
            <Button key={variant} variant={variant} isDisabled>
              {variant}
            </Button>
          ))}
        </div>
        <div className="row">
          <ButtonLink href="/" icon="arrow-right">
            {text.link}
          </ButtonLink>
        </div>
      </Sample>
      <Sample title="IconButton, Toggle">
        <div className="row">
          <IconButton icon="frame-back" label="small" size="small" />
          <IconButton icon="loop" label="medium" />
          <IconButton icon="mirror" label="pressed" isPressed />
          <IconButton icon="trash" label="disabled" isDisabled />
          <IconButton icon="play" label="large" size="large" />
          <Toggle icon="layers" isOn={isOn} onChange={setOn}>
            {text.toggle}
          </Toggle>
          <Toggle isOn={!isOn} onChange={(on) => setOn(!on)}>
            {text.toggle}
          </Toggle>
        </div>
      </Sample>
    </>
  );
}
