import { expect, test } from '@jest/globals';
import { contentDisposition } from './content-disposition.ts';

test.each([
  ['dance.mp4', 'inline; filename="dance.mp4"'],
  ['my dance (1).mp4', 'inline; filename="my dance (1).mp4"'],
  ['tänzer.mp4', `inline; filename="t_nzer.mp4"; filename*=UTF-8''t%C3%A4nzer.mp4`],
  ['a"b.mp4', `inline; filename="a_b.mp4"; filename*=UTF-8''a%22b.mp4`],
  ['50%20off.mp4', `inline; filename="50_20off.mp4"; filename*=UTF-8''50%2520off.mp4`],
  ["é'()*!.mp4", `inline; filename="_'()*!.mp4"; filename*=UTF-8''%C3%A9%27%28%29%2A!.mp4`],
  ['a\r\nSet-Cookie: b', 'inline; filename="a__Set-Cookie: b"'],
  ['../../etc\\passwd', 'inline; filename=".._.._etc_passwd"'],
  ['half \ud800 pair', `inline; filename="half _ pair"; filename*=UTF-8''half%20%EF%BF%BD%20pair`],
])('%j', (fileName, header) => {
  expect(contentDisposition({ disposition: 'inline', fileName })).toBe(header);
});
