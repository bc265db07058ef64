import { posix } from 'node:path';
import type { Fault } from './fault.ts';
import type { SourceFile } from './source-tree.ts';

const decisionFolder = 'docs/decisions/';
const decisionIndex = `${decisionFolder}README.md`;

/** Checks that every link between the project's pages leads somewhere, and that every decision is in the index under its own number. */
export function documentFaults(pages: readonly SourceFile[], paths: readonly string[]): readonly Fault[] {
  return [...pages.flatMap((page) => deadLinks(page, paths)), ...decisions(pages)];
}

/** Lists the targets of the links of a page that stay inside the project, relative to the root. */
export function linksOf(page: SourceFile): readonly string[] {
  const withoutCode = page.text.replace(/```[\s\S]*?```/g, '').replace(/`[^`\n]*`/g, '');
  return [...withoutCode.matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => (match[1] ?? '').replace(/#.*$/, ''))
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target))
    .map((target) => posix.join(posix.dirname(page.path), target).replace(/\/$/, ''));
}

function deadLinks(page: SourceFile, paths: readonly string[]): readonly Fault[] {
  const exists = (target: string) => paths.some((path) => path === target || path.startsWith(`${target}/`));
  return linksOf(page)
    .filter((target) => !exists(target))
    .map((target) => ({ rule: 'dead-link', where: page.path, what: `${target} is not there` }));
}

function decisions(pages: readonly SourceFile[]): readonly Fault[] {
  const found = pages.filter(({ path }) => path.startsWith(decisionFolder) && path !== decisionIndex);
  const index = pages.find(({ path }) => path === decisionIndex);
  const linked = new Set(index ? linksOf(index) : []);
  const numbers = found.map(({ path }) => path.slice(decisionFolder.length, decisionFolder.length + 4));
  return found.flatMap(({ path }, at) => {
    const faults: Fault[] = [];
    if (!/^\d{4}-[a-z0-9-]+\.md$/.test(path.slice(decisionFolder.length))) {
      faults.push({ rule: 'decision-name', where: path, what: 'name it NNNN-title.md' });
    }
    if (numbers.indexOf(numbers[at] ?? '') !== at) {
      faults.push({ rule: 'decision-number', where: path, what: `number ${numbers[at]} is taken` });
    }
    if (!linked.has(path))
      faults.push({ rule: 'decision-unlinked', where: path, what: `link it from ${decisionIndex}` });
    return faults;
  });
}
