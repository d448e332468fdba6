import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What a command took, with all processes that it started. */
export interface Spent {
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  /** Most memory that the command and its processes had at once; what two of them share counts twice. */
  readonly peakMb: number;
  readonly stdout: string;
}

/** Tells the most memory that this session had, in kB, while its command ran. To count pages takes 45 ms, to read their number none. */
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

/** Runs a command in a session of its own and waits for its end. @throws when it fails, with what it said. */
export async function timed(command: readonly string[]): Promise<Spent> {
  // `time` of bash counts the processes that others waited for as well.
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
