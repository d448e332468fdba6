import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Resources that a command used, with all its child processes. */
export interface Usage {
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  /** Peak memory of the command and its processes together; shared memory counts once per process. */
  readonly peakMb: number;
  readonly stdout: string;
}

/** Reports the peak memory of this session in kB. Reads the number of pages, because counting them takes 45 ms. */
const watchMemory = `
most=0
while kill -0 "$1" 2>/dev/null; do
  sum=0
  for pid in $(ps -o pid= -s $$); do
    read -r _ pages _ 2>/dev/null <"/proc/$pid/statm" && sum=$((sum + pages * 4))
  done
  [ "$sum" -gt "$most" ] && most=$sum
  sleep 1
done
echo "$most"`;

/** Runs a command in its own session and waits for it. @throws with its output if it fails. */
export async function timed(command: readonly string[]): Promise<Usage> {
  // Bash's `time` includes processes that the command's children waited for.
  const script = [
    'TIMEFORMAT="%R %U %S"',
    '{ time "$@" 2>"$errors"; } 2>"$times" & root=$!',
    `(set -- "$root"; ${watchMemory}) >"$memory" & watcher=$!`,
    'wait "$root"; code=$?; wait "$watcher"',
    'cat "$times" "$memory" >&2; [ $code = 0 ] || cat "$errors" >&2; exit $code',
  ].join('\n');
  const files =
    'folder=$(mktemp -d); trap "rm -rf $folder" EXIT; errors=$folder/e; times=$folder/t; memory=$folder/m';
  const { stdout, stderr } = await run(
    'setsid',
    ['--wait', 'bash', '-c', `${files}\n${script}`, 'bash', ...command],
    {
      maxBuffer: 2 ** 26,
    },
  );
  const [times = '', memory = ''] = stderr.trim().split('\n');
  const [wallSeconds = 0, user = 0, system = 0] = times.split(' ').map(Number);
  return { wallSeconds, cpuSeconds: user + system, peakMb: Number(memory) / 1024, stdout };
}
