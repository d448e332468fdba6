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
  test('dots make a tree; numbers and booleans are what they look like', () => {
    const fields = {
      model: 'heavy',
      'overlay.style': 'ghost',
      'overlay.showAngles': 'true',
      'overlay.showTrails': 'false',
      'trim.startMs': '500',
      minPresenceConfidence: '0.25',
    };
    expect(jobOptionsSchema.parse(optionsFromForm(fields))).toMatchObject({
      model: 'heavy',
      overlay: { style: 'ghost', showAngles: true, showTrails: false },
      trim: { startMs: 500 },
      minPresenceConfidence: 0.25,
    });
  });

  test('what only resembles a number stays text, for the schema to refuse', () => {
    for (const text of ['', ' 1', '1e3', '0x10', 'NaN', 'Infinity', '1.', 'TRUE']) {
      expect(optionsFromForm({ crf: text })).toEqual({ crf: text });
    }
  });

  test('every option that is a list takes commas, and a field for each value', () => {
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

  test('JSON is taken as it is', () => {
    expect(optionsFromForm({ options: '{"encode":{"crf":"30"}}' })).toEqual({
      encode: { crf: '30' },
    });
  });

  test('contradictions are refused by name', () => {
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

  test('names that mean something to JavaScript are names like any other', () => {
    const fields = { '__proto__.model': 'lite', 'constructor.prototype.x': '1', toString: 'y' };
    const parsed = jobOptionsSchema.safeParse(optionsFromForm(fields));
    expect(parsed.error?.issues).toMatchObject([{ code: 'unrecognized_keys' }]);
    expect(({} as Record<string, unknown>).model).toBeUndefined();
  });
});
