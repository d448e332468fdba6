import { type ReactNode, useState } from 'react';
import { inClip, inPercent } from '../shared/format.ts';
import { optionsOf } from '../shared/options-of.ts';
import { useStore } from '../shared/store.ts';
import { showToast } from '../shared/toasts.tsx';
import { texts } from '../texts/texts.ts';
import { Button, IconButton, Toggle } from '../ui/button.tsx';
import { Segmented, Select } from '../ui/choice.tsx';
import { type Frames, frameAt, stepFrames } from './frames.ts';
import { layers as allLayers, type Layer } from './layer.ts';
import { loopBetween } from './loop.ts';
import type { Picture } from './picture.ts';
import type { Playhead } from './playhead.ts';
import { addressOfPlace } from './use-address.ts';

const text = texts.player;

interface PlayerControlsProps {
  readonly playhead: Playhead;
  readonly frames: Frames;
  readonly picture: Picture;
  setPicture(picture: Picture): void;
  readonly isMirrored: boolean;
  setMirrored(isMirrored: boolean): void;
  readonly isMuted: boolean;
  setMuted(isMuted: boolean): void;
  /** Layers over this picture; missing if they are drawn in. */
  readonly layers: ReadonlySet<Layer> | undefined;
  setLayers(layers: ReadonlySet<Layer>): void;
  /** Goes to the moment before (−1) or after (1); missing if there are no moments. */
  readonly stepMoments: ((by: -1 | 1) => void) | undefined;
  onHelp(): void;
  onFullScreen(): void;
}

/** The buttons under the picture. */
export function PlayerControls(props: PlayerControlsProps): ReactNode {
  return (
    <div className="controls">
      <Transport {...props} />
      <div className="row more">
        <SpeedSelect {...props} />
        <LoopButton {...props} />
        <Toggle icon="mirror" isOn={props.isMirrored} onChange={props.setMirrored}>
          {text.mirror}
        </Toggle>
        <IconButton
          icon={props.isMuted ? 'sound-off' : 'sound'}
          label={text.sound}
          isPressed={!props.isMuted}
          onPress={() => props.setMuted(!props.isMuted)}
        />
        <IconButton icon="fullscreen" label={text.fullScreen} onPress={props.onFullScreen} />
        <IconButton icon="keyboard" label={text.keys} onPress={props.onHelp} />
        <IconButton icon="link" label={text.copyLink} onPress={() => copyLink(props.playhead)} />
        <Segmented
          label={text.picture}
          isLabelHidden
          options={optionsOf(text.pictures)}
          value={props.picture}
          onChange={props.setPicture}
        />
        <LayerToggles {...props} />
      </div>
    </div>
  );
}

function LayerToggles({ layers, setLayers }: PlayerControlsProps): ReactNode {
  if (layers === undefined) return null;
  return (
    <fieldset className="row layers">
      <legend className="visually-hidden">{text.layers}</legend>
      {allLayers.map((layer) => (
        <Toggle
          key={layer}
          isOn={layers.has(layer)}
          onChange={(isOn) =>
            setLayers(new Set(allLayers.filter((one) => (one === layer ? isOn : layers.has(one)))))
          }
        >
          {text.layerNames[layer]}
        </Toggle>
      ))}
    </fieldset>
  );
}

function Transport({ playhead, frames, stepMoments }: PlayerControlsProps): ReactNode {
  const isPlaying = useStore(playhead.isPlaying);
  return (
    <div className="row transport">
      {stepMoments !== undefined && (
        <IconButton icon="skip-back" label={text.momentBack} onPress={() => stepMoments(-1)} />
      )}
      <IconButton
        icon="frame-back"
        label={text.frameBack}
        onPress={() => stepFrames(playhead, frames, -1)}
      />
      <IconButton
        icon={isPlaying ? 'pause' : 'play'}
        label={isPlaying ? text.pause : text.play}
        size="large"
        onPress={playhead.toggle}
      />
      <IconButton
        icon="frame-forward"
        label={text.frameForward}
        onPress={() => stepFrames(playhead, frames, 1)}
      />
      {stepMoments !== undefined && (
        <IconButton icon="skip-forward" label={text.momentForward} onPress={() => stepMoments(1)} />
      )}
      <Position playhead={playhead} frames={frames} />
    </div>
  );
}

/** The only part that renders at every frame. Not an `output`: screen readers would announce each change. */
function Position({ playhead, frames }: Pick<PlayerControlsProps, 'playhead' | 'frames'>) {
  const seconds = useStore(playhead.seconds);
  return (
    <span className="place">{text.positionText(inClip(seconds), frameAt(seconds, frames))}</span>
  );
}

/** Speeds of the clip; 1 is its own. */
export const speeds = [0.25, 0.5, 0.75, 1] as const;

function SpeedSelect({ playhead }: PlayerControlsProps): ReactNode {
  const speed = useStore(playhead.speed);
  // A link may name another speed.
  const all = [...new Set([...speeds, speed])].toSorted((a, b) => a - b);
  return (
    <Select
      label={text.speed}
      options={all.map((value) => ({ value: String(value), label: inPercent(value) }))}
      value={String(speed)}
      onChange={(value) => playhead.speed.set(() => Number(value))}
    />
  );
}

/** Marks the start and then the end of a loop at the position of the player, and ends it. */
function LoopButton({ playhead }: PlayerControlsProps): ReactNode {
  const loop = useStore(playhead.loop);
  const [fromMs, setFromMs] = useState<number>();
  if (loop !== undefined) {
    return (
      <Toggle icon="loop" isOn onChange={() => playhead.loop.set(() => undefined)}>
        {text.loopOff(inClip(loop.startMs / 1000), inClip(loop.endMs / 1000))}
      </Toggle>
    );
  }
  const nowMs = (): number => 1000 * playhead.seconds.get();
  const close = (startMs: number): void => {
    setFromMs(undefined);
    playhead.repeat(loopBetween(startMs, nowMs()));
  };
  return (
    <Button icon="loop" onPress={() => (fromMs === undefined ? setFromMs(nowMs()) : close(fromMs))}>
      {fromMs === undefined ? text.loopFrom : text.loopTo}
    </Button>
  );
}

function copyLink(playhead: Playhead): void {
  const { origin, pathname } = location;
  const copied = navigator.clipboard?.writeText(origin + pathname + addressOfPlace(playhead));
  if (copied === undefined) showToast(text.notCopied);
  else
    copied.then(
      () => showToast(text.copied),
      () => showToast(text.notCopied),
    );
}
