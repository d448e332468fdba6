import { expect, jest, test } from '@jest/globals';
import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type ReactNode, useState } from 'react';
import { Button, IconButton } from './button.tsx';
import { Segmented, Slider } from './choice.tsx';
import { Dialog } from './dialog.tsx';
import { Menu } from './menu.tsx';
import { Tip } from './tip.tsx';

const options = ['Ballet', 'Tap', 'Hip-hop'].map((label) => ({ value: label, label }));

function Styles(): ReactNode {
  const [style, setStyle] = useState('Ballet');
  return <Segmented label="Style" options={options} value={style} onChange={setStyle} />;
}

test('two groups of segments do not share their choice', async () => {
  render(
    <>
      <Styles />
      <Styles />
    </>,
  );
  await userEvent.click(screen.getAllByRole('radio', { name: 'Tap' })[0] as HTMLElement);
  const chosen = screen.getAllByRole<HTMLInputElement>('radio').map(({ checked }) => checked);
  expect(chosen).toEqual([false, true, false, true, false, false]);
});

test('a slider says its value as it is written', () => {
  const slide = jest.fn();
  const percent = (value: number): string => `${100 * value} %`;
  render(
    <Slider
      label="Opacity"
      {...{ min: 0, max: 1, step: 0.1, value: 0.5 }}
      onChange={slide}
      format={percent}
    />,
  );
  const slider = screen.getByRole('slider', { name: 'Opacity' });
  expect(slider.getAttribute('aria-valuetext')).toBe('50 %');
  fireEvent.change(slider, { target: { value: 0.8 } });
  expect(slide).toHaveBeenCalledWith(0.8);
});

test('Escape asks to close a dialog as often as it is pressed; the page decides', async () => {
  const close = jest.fn();
  render(
    <Dialog title="Your take" isOpen onClose={close}>
      <Button>Send</Button>
    </Dialog>,
  );
  expect(screen.getByRole('dialog', { name: 'Your take' })).not.toBeNull();
  await userEvent.keyboard('{Escape}{Escape}');
  expect(close).toHaveBeenCalledTimes(2);
  expect(screen.getByRole('dialog')).not.toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Close' }));
  expect(close).toHaveBeenCalledTimes(3);
});

test('a menu opens, acts and closes with keys', async () => {
  const share = jest.fn();
  const items = [
    { label: 'Cut', onPress: jest.fn() },
    { label: 'Share', onPress: share },
  ];
  render(<Menu label="Moment" items={items} />);
  await userEvent.tab();
  await userEvent.keyboard('{Enter}');
  await screen.findByRole('menuitem', { name: 'Share' });
  await userEvent.keyboard('{ArrowDown}{Enter}');
  expect(share).toHaveBeenCalledTimes(1);
  expect(screen.queryByRole('menu')).toBeNull();
});

test('a tip adds to the button that it explains, and takes nothing from it', async () => {
  const press = jest.fn();
  render(
    <Tip text="Key: L">
      <IconButton icon="loop" label="Loop" onPress={press} />
    </Tip>,
  );
  const button = screen.getByRole('button', { name: 'Loop' });
  expect(button.getAttribute('aria-description')).toBe('Key: L');
  expect(button.hasAttribute('title')).toBe(false);
  await userEvent.click(button);
  expect(press).toHaveBeenCalledTimes(1);
});
