import { type ReactNode, useState } from 'react';
import { inPercent } from '../shared/format.ts';
import { galleryTexts as text } from '../texts/gallery-texts.ts';
import { Check, Segmented, Select, Slider, Switch } from '../ui/choice.tsx';
import { Fold } from '../ui/fold.tsx';
import { TextField } from '../ui/text-field.tsx';
import { Sample } from './sample.tsx';

const styles = ['Ballet', 'Contemporary', 'Hip-hop'].map((label) => ({ value: label, label }));

export function FieldSamples(): ReactNode {
  const [style, setStyle] = useState('Ballet');
  const [isOn, setOn] = useState(true);
  const [share, setShare] = useState(0.5);
  return (
    <>
      <Sample title="Segmented, Select, Slider">
        <Segmented label={text.style} options={styles} value={style} onChange={setStyle} />
        <div className="fields">
          <Select label={text.style} options={styles} value={style} onChange={setStyle} />
          <Slider
            label={text.opacity}
            {...{ min: 0, max: 1, step: 0.05 }}
            value={share}
            onChange={setShare}
            format={inPercent}
          />
        </div>
      </Sample>
      <Sample title="Switch, Check">
        <Switch isOn={isOn} onChange={setOn}>
          {text.toggle}
        </Switch>
        <Switch isOn={!isOn} onChange={(on) => setOn(!on)}>
          {text.toggle}
        </Switch>
        <Check isOn={isOn} onChange={setOn}>
          {text.toggle}
        </Check>
        <Check isOn={!isOn} onChange={(on) => setOn(!on)}>
          {text.toggle}
        </Check>
      </Sample>
      <Sample title="TextField">
        <div className="fields">
          <TextField label={text.name} hint={text.nameHint} defaultValue="Ada" />
          <TextField label={text.name} hint={text.nameProblem} isInvalid defaultValue="?" />
        </div>
      </Sample>
      <Sample title="Fold">
        <div>
          <Fold title={text.foldTitle} summary={text.foldSummary}>
            {text.noticeText}
          </Fold>
          <Fold title={text.foldTitle} isOpenAtFirst>
            {text.noticeText}
          </Fold>
        </div>
      </Sample>
    </>
  );
}
