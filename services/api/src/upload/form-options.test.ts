import { jobOptionsSchema } from '@dance-pose/contracts';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { type FormFields, optionsFromForm } from './form-options.ts';

const refusal = (fields: FormFields) => {
  try {
    return optionsFromForm(fields);
  } catch (error) {
    return error;
  }
};

describe('optionsFromForm', () => {
  test('dots make a tree; numbers and booleans are converted', () => {
    const fields = {
      model: 'heavy',
      'overlay.style': 'ghost',
      'overlay.showAngles': 'true',
      'overlay.showTrails': 'false',
      'trim.startMs': '500',
      'music.bpm': '70.5',
      'music.meter': '3',
      minPresenceConfidence: '0.25',
    };
    expect(jobOptionsSchema.parse(optionsFromForm(fields))).toMatchObject({
      model: 'heavy',
      overlay: { style: 'ghost', showAngles: true, showTrails: false },
      trim: { startMs: 500 },
      music: { bpm: 70.5, meter: 3 },
      minPresenceConfidence: 0.25,
    });
  });

  test('text that only resembles a number stays text, and the schema refuses it', () => {
    for (const text of ['', ' 1', '1e3', '0x10', 'NaN', 'Infinity', '1.', 'TRUE']) {
      expect(optionsFromForm({ crf: text })).toEqual({ crf: text });
    }
  });

  test('every list option accepts commas, and one field per value', () => {
    const listed = (schema: { properties?: object; type?: string }, at = ''): string[] =>
      schema.type === 'array'
        ? [at]
        : Object.entries(schema.properties ?? {}).flatMap(([name, inner]) =>
            listed(inner, at === '' ? name : `${at}.${name}`),
          );
    const names = listed(z.toJSONSchema(jobOptionsSchema, { io: 'input' }) as object);
    expect(names).toContain('analysis.exports');
    for (const name of names) {
      const [group = '', option = ''] = name.split('.');
      expect(optionsFromForm({ [name]: 'a, b' })).toEqual({ [group]: { [option]: ['a', 'b'] } });
      expect(optionsFromForm({ [name]: ['a', 'b'] })).toEqual({
        [group]: { [option]: ['a', 'b'] },
      });
      expect(optionsFromForm({ [name]: '' })).toEqual({ [group]: { [option]: [] } });
    }
  });

  test('JSON is passed through', () => {
    expect(optionsFromForm({ options: '{"encode":{"crf":"30"}}' })).toEqual({
      encode: { crf: '30' },
    });
  });

  test('contradictions are refused with the name of the field', () => {
    const cases: [FormFields, string][] = [
      [{ model: ['lite', 'full'] }, 'model'],
      [{ options: '{}', model: 'lite' }, 'options'],
      [{ options: 'model=lite' }, 'options'],
      [{ overlay: 'ghost', 'overlay.style': 'ghost' }, 'overlay.style'],
      [{ 'overlay.style': 'ghost', overlay: 'ghost' }, 'overlay'],
    ];
    for (const [fields, path] of cases) {
      expect(refusal(fields)).toMatchObject({ code: 'invalid-options', fields: [{ path }] });
    }
  });

  test('names with a meaning in JavaScript are ordinary names', () => {
    const fields = { '__proto__.model': 'lite', 'constructor.prototype.x': '1', toString: 'y' };
    const parsed = jobOptionsSchema.safeParse(optionsFromForm(fields));
    expect(parsed.error?.issues).toMatchObject([{ code: 'unrecognized_keys' }]);
    expect(({} as Record<string, unknown>).model).toBeUndefined();
  });
});
