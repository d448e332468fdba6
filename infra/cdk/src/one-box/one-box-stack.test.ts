import { execFileSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { Match } from 'aws-cdk-lib/assertions';
import { oneBoxTemplate } from '../testing/templates.ts';
import { userData } from './user-data.ts';

const template = oneBoxTemplate();
const machine = {
  DOMAIN: 'pose.example.org',
  FILES_DOMAIN: 'files.pose.example.org',
  RELEASE_URL: 'https://example.org/release.tar.gz',
  RELEASE_SHA256: '0'.repeat(64),
  WORKERS: '2',
  AWS_REGION: 'eu-west-1',
  DATA_VOLUME: 'vol-0123456789abcdef0',
};

describe('one box', () => {
  test('requires IMDSv2 tokens, and has an encrypted volume that outlives the machine', () => {
    expect(JSON.stringify(template.findResources('AWS::EC2::LaunchTemplate'))).toContain(
      '"HttpTokens":"required"',
    );
    template.hasResource('AWS::EC2::Volume', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: { Encrypted: true, Size: 200 },
    });
    template.resourceCountIs('AWS::EC2::VolumeAttachment', 1);
  });

  test('is reached through Systems Manager, not by SSH', () => {
    const [role] = Object.values(
      template.findResources('AWS::IAM::Role', {
        Properties: {
          AssumeRolePolicyDocument: {
            Statement: [{ Principal: { Service: 'ec2.amazonaws.com' } }],
          },
        },
      }),
    );
    expect(JSON.stringify(role)).toContain('AmazonSSMManagedInstanceCore');
    expect(
      template.findResources('AWS::EC2::Instance', { Properties: { KeyName: Match.anyValue() } }),
    ).toEqual({});
  });

  test('takes a snapshot of the volume every night', () => {
    template.hasResourceProperties('AWS::DLM::LifecyclePolicy', {
      State: 'ENABLED',
      PolicyDetails: {
        TargetTags: [{ Key: 'dance-pose-backup', Value: 'DancePoseOneBox' }],
        Schedules: [Match.objectLike({ RetainRule: { Count: 14 } })],
      },
    });
    template.hasResourceProperties('AWS::EC2::Volume', {
      Tags: Match.arrayWith([{ Key: 'dance-pose-backup', Value: 'DancePoseOneBox' }]),
    });
  });

  test('files have a host name of their own, by default or as set', () => {
    const started = (filesDomainName?: string) =>
      JSON.stringify(oneBoxTemplate({ filesDomainName }).findResources('AWS::EC2::Instance'));
    expect(started()).toContain("FILES_DOMAIN='files.pose.example.org'");
    expect(started('clips.example.org')).toContain("FILES_DOMAIN='clips.example.org'");
  });
});

describe('the script of the first start', () => {
  const script = userData(machine);

  test('is valid, fits into the user data, and contains a valid set-up script', () => {
    expect(Buffer.byteLength(script)).toBeLessThan(16 * 1024);
    const isBash = (input: string) => execFileSync('bash', ['-n'], { input });
    expect(() => isBash(script)).not.toThrow();
    const [, inner = ''] = /<<'SETUP'\n([\s\S]*)\nSETUP\n/.exec(script) ?? [];
    expect(inner).toMatch(/^#!\/bin\/bash\n/);
    expect(() => isBash(inner)).not.toThrow();
    expect(() => isBash(`${inner}\nif`)).toThrow();
  });

  test('writes settings that a shell reads unchanged', () => {
    const [, conf = ''] = /<<'CONF'\n([\s\S]*?)\nCONF\n/.exec(script) ?? [];
    const names = Object.keys(machine);
    const read = execFileSync('bash', [
      '-c',
      `${conf}\nprintf '%s\\n' ${names.map((name) => `"$${name}"`).join(' ')}`,
    ]);
    expect(read.toString().trim().split('\n')).toEqual(Object.values(machine));
  });

  test('contains no secret: they are generated on the machine', () => {
    expect(script).toContain('openssl rand -hex 16');
    expect(script).not.toMatch(/(PASSWORD|SECRET_KEY|ACCESS_KEY)=[^$"\s]/);
  });
});
