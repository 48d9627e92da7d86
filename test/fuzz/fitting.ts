import type { LatLon } from '#lib/kernel';
import { Members, type Body } from './body.js';
import type { Choice } from './choice.js';
import { resolved, type Schema } from './document.js';
import type { KnownIds } from './known-ids.js';

const ordinaryTexts = [
  'Sesak napas',
  'Jalan Braga 10',
  'Siti',
  '0812-3456-7890',
  'Catatan',
  'Dekat masjid',
  'nyeri dada 🫀',
];
const aroundMetres = 0.15;
const hourMilliseconds = 3_600_000;

/** Bodies and parameters as the document asks for them, about what exists, in the city and around now. */
export class Fitting {
  constructor(
    private readonly document: object,
    private readonly choice: Choice,
    private readonly ids: KnownIds,
    private readonly city: LatLon,
    /** What stands for a field whose values have names of their own, as the cards of the protocol. */
    private readonly words: Readonly<Record<string, readonly string[]>>,
  ) {}

  valueFor(asked: Schema, field = ''): Body {
    const { choice } = this;
    const schema = resolved(this.document, asked);
    if (schema.nullable === true && choice.happens(0.1)) return null;
    const variants = schema.oneOf ?? schema.anyOf;
    if (variants) return this.valueFor(choice.of(variants), field);
    if (schema.allOf) return this.valueFor(schema.allOf[0]!, field);
    if (schema.const !== undefined) return schema.const as Body;
    if (schema.enum) return choice.of(schema.enum) as Body;
    const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
    if (type === 'object' || schema.properties) return this.objectFor(schema);
    if (type === 'array') return this.listFor(schema, field);
    if (type === 'boolean') return choice.happens(0.5);
    if (type === 'integer' || type === 'number') return this.numberFor(schema, field, type === 'integer');
    if (type === 'string') return this.textFor(schema, field);
    return field === 'coordinates' ? this.ring() : null;
  }

  wordFor(field: string): string | undefined {
    const words = this.words[field];
    return words && this.choice.of(words);
  }

  private objectFor({ properties = {}, required = [] }: Schema): Body {
    const members = Object.entries(properties).filter(
      ([name]) => required.includes(name) || this.choice.happens(0.5),
    );
    return new Members(members.map(([name, schema]) => [name, this.valueFor(schema, name)]));
  }

  private listFor({ items = {}, minItems = 0, maxItems = 5 }: Schema, field: string): Body {
    const length = this.choice.whole(minItems, Math.max(minItems, Math.min(maxItems, 4)));
    const list = Array.from({ length }, () => this.valueFor(items, field));
    // Lists of words hold each once.
    return list.every((item) => typeof item === 'string') ? [...new Set(list)] : list;
  }

  private numberFor({ minimum = -1e6, maximum = 1e6 }: Schema, field: string, whole: boolean): Body {
    const { choice, city } = this;
    if (field === 'lat') return city.lat + choice.decimal(-aroundMetres, aroundMetres);
    if (field === 'lon') return city.lon + choice.decimal(-aroundMetres, aroundMetres);
    return whole
      ? choice.whole(minimum, Math.min(maximum, minimum + 10_000))
      : choice.decimal(minimum, Math.min(maximum, minimum + 500));
  }

  private textFor({ format, minLength = 1, maxLength = 100, pattern }: Schema, field: string): Body {
    const { choice } = this;
    const word = this.wordFor(field);
    if (word !== undefined) return word;
    if (field === 'until') {
      return new Date(Date.now() + choice.decimal(0.1, 24) * hourMilliseconds).toISOString();
    }
    if (format === 'uuid') return this.ids.forField(field, choice) ?? choice.uuid();
    if (format === 'date-time') {
      const hoursAgo = choice.happens(0.5) ? choice.decimal(-0.001, 24) : 0;
      return new Date(Date.now() - hoursAgo * hourMilliseconds).toISOString();
    }
    if (field === 'phone') return choice.of(['0812-3456-7890', '(022) 7314001', '201']);
    if (field === 'near') return `${this.city.lat},${this.city.lon}`;
    if (field === 'code') return `C${choice.whole(0, 9_999)}`;
    if (field === 'timeZone') return choice.of(['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura']);
    const text =
      pattern !== undefined || /username|callSign|externalId/.test(field)
        ? `f${choice.whole(0, 99_999)}`
        : choice.of(ordinaryTexts);
    return text.padEnd(minLength, '-x9').slice(0, maxLength);
  }

  private ring(): Body {
    const { lat, lon } = this.city;
    const size = this.choice.decimal(0.05, 0.2);
    return [
      [
        [lon - size, lat - size],
        [lon + size, lat - size],
        [lon + size, lat + size],
        [lon - size, lat - size],
      ],
    ];
  }
}
