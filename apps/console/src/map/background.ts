import type {
  LayerSpecification,
  RasterSourceSpecification,
  SourceSpecification,
  StyleSpecification,
} from 'maplibre-gl';

export type Colour = (name: string) => string;

/** What lies under the center's own data, where a setting names it. */
export interface Background {
  readonly sources: Readonly<Record<string, SourceSpecification>>;
  readonly layers: (colour: Colour) => readonly LayerSpecification[];
  readonly sprite?: StyleSpecification['sprite'];
  /** Whose it is, as its licence asks to be said: text, or HTML. */
  readonly credits: readonly string[];
}

/** Pictures as they are. */
export const pictures = (source: RasterSourceSpecification): Background => ({
  sources: { background: source },
  layers: () => [{ id: 'background-pictures', type: 'raster', source: 'background' }],
  credits: creditsOf([source]),
});

/** Whom the sources ask to be named. */
export const creditsOf = (sources: readonly SourceSpecification[]): string[] =>
  sources.flatMap((source) =>
    'attribution' in source && typeof source.attribution === 'string' ? [source.attribution] : [],
  );
