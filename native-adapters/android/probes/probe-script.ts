/** What one probe of a script said. */
export interface ProbeAnswer {
  /** Standard output and error together, without carriage returns, without the last line end. */
  readonly text: string;
  readonly exitCode: number;
}

/** The answers of one script by probe name; a probe that is missing was not answered. */
export type ProbeAnswers = ReadonlyMap<string, ProbeAnswer>;

/**
 * Builds one shell script that runs every command and frames each answer, so that a phone is asked in one round trip.
 * The token must be fresh for each call: a phone that cannot guess it cannot forge a frame inside an answer.
 */
export function probeScript(commands: Readonly<Record<string, string>>, token: string): string {
  return Object.entries(commands)
    .map(([name, command]) => `echo "<${token} ${name}"; ${command} 2>&1; c=$?; echo; echo ">${token} ${name} $c"`)
    .join('; ');
}

/** Reads the framed answers of a script; what lies outside a complete frame is dropped. */
export function parseProbeAnswers(output: string, token: string): ProbeAnswers {
  const answers = new Map<string, ProbeAnswer>();
  let open: { name: string; lines: string[] } | null = null;
  for (const line of output.replaceAll('\r', '').split('\n')) {
    if (line.startsWith(`<${token} `)) {
      open = { name: line.slice(token.length + 2), lines: [] };
      continue;
    }
    if (!line.startsWith(`>${token} `)) {
      open?.lines.push(line);
      continue;
    }
    const [name, code] = line.slice(token.length + 2).split(' ');
    if (open && open.name === name && /^\d{1,3}$/.test(code ?? '')) {
      const text = open.lines.join('\n').replace(/\n+$/, '');
      answers.set(open.name, { text, exitCode: Number(code) });
    }
    open = null;
  }
  return answers;
}
