import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { english } from './catalogue.en.js';
import { indonesian } from './catalogue.id.js';
import { pluralFormsFor, type CatalogueText } from './plurals.js';

const sources = join(import.meta.dirname, '..');
const files = readdirSync(sources, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !/\.spec\.ts$|catalogue\./.test(name))
  .map((name) => ({ name, text: readFileSync(join(sources, name), 'utf8') }));

const formsOf = (text: CatalogueText): string[] => (typeof text === 'string' ? [text] : Object.values(text));
const placeholders = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
const letters = /\p{L}/u;

const categoriesOf = (locale: string) => new Intl.PluralRules(locale).resolvedOptions().pluralCategories;

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
    for (const text of [...Object.values(english), ...Object.values(indonesian)].flatMap(formsOf)) {
      expect(text.trim()).not.toBe('');
    }
  });

  it.each(Object.keys(indonesian) as (keyof typeof indonesian)[])('fill in the same values in %s', (key) => {
    for (const form of formsOf(english[key])) {
      expect(placeholders(form)).toEqual(placeholders(indonesian[key]));
    }
  });

  it('have a text for each plural form of their language, and no other', () => {
    const counting = Object.values(english).filter((text) => typeof text !== 'string');
    expect(counting.length).toBeGreaterThan(0);
    for (const text of counting) expect(Object.keys(text)).toEqual(categoriesOf('en'));
    expect(categoriesOf('id')).toEqual(['other']);
    expect(Object.values(indonesian).every((text) => typeof text === 'string')).toBe(true);
  });

  it('count one as one in English', () => {
    const counted = (count: number) => pluralFormsFor('en')(english['queue.new'], { count });
    expect([0, 1, 2, 21].map(counted)).toEqual([
      '{count} new incidents wait to be shown',
      '{count} new incident waits to be shown',
      '{count} new incidents wait to be shown',
      '{count} new incidents wait to be shown',
    ]);
    expect(pluralFormsFor('id')(indonesian['queue.new'], { count: 1 })).toBe(
      '{count} insiden baru menunggu ditampilkan',
    );
    const inPluralOnly = Object.entries(english).filter(
      ([, text]) => typeof text === 'string' && /\{count\} (\p{L}+ )?\p{L}+s\b/u.test(text),
    );
    expect(inPluralOnly).toEqual([]);
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
