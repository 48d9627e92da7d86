import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { english } from './catalogue.en.js';
import { indonesian } from './catalogue.id.js';

const sources = join(import.meta.dirname, '..');
const files = readdirSync(sources, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !/\.spec\.ts$|catalogue\./.test(name))
  .map((name) => ({ name, text: readFileSync(join(sources, name), 'utf8') }));

const placeholders = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
const letters = /\p{L}/u;

/** Attributes that people read or hear. */
const spokenAttributes = ['aria-label', 'title', 'placeholder', 'alt', 'label'];

/** Words written straight into the JSX of a file, where no catalogue can translate them. */
function literalWords(name: string, text: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && letters.test(node.text)) found.push(node.text.trim());
    if (ts.isJsxAttribute(node) && spokenAttributes.includes(node.name.getText())) {
      if (node.initializer && ts.isStringLiteral(node.initializer) && letters.test(node.initializer.text)) {
        found.push(node.initializer.text);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX));
  return found;
}

describe('the catalogues', () => {
  it('have the same texts in both languages', () => {
    expect(Object.keys(english).sort()).toEqual(Object.keys(indonesian).sort());
  });

  it('leave no text empty', () => {
    for (const text of [...Object.values(english), ...Object.values(indonesian)]) {
      expect(text.trim()).not.toBe('');
    }
  });

  it.each(Object.keys(indonesian) as (keyof typeof indonesian)[])('fill in the same values in %s', (key) => {
    expect(placeholders(english[key])).toEqual(placeholders(indonesian[key]));
  });

  it('hold no text that no screen shows', () => {
    const all = files.map(({ text }) => text).join('\n');
    const prefixes = [...all.matchAll(/`([\w.]+\.)\$\{/g)].map(([, prefix]) => prefix ?? '');
    const unused = Object.keys(indonesian).filter(
      (key) => !all.includes(`'${key}'`) && !prefixes.some((prefix) => key.startsWith(prefix)),
    );
    expect(unused).toEqual([]);
  });
});

describe('the screens', () => {
  it.each(files.filter(({ name }) => name.endsWith('.tsx')))(
    'have no words of their own in $name',
    ({ name, text }) => {
      expect(literalWords(name, text)).toEqual([]);
    },
  );
});
