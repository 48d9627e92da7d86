/** Words for where streets meet. */
const meetingWords =
  '(?:per)?simpang(?:an)?(?: (?:tiga|empat|lima))?|perempatan|pertigaan|pojok|sudut|corner(?: of)?|crossing';
/** Words that join two streets where they meet, or a place and what it is beside. */
const joints = new RegExp(
  `\\s+(?:${meetingWords}|ketemu|dengan|dan|dekat|depan|seberang|samping|sebelah|belakang|x|and|near|opposite|behind|&|/)\\s+`,
  'i',
);
const meetingFirst = new RegExp(`^(?:${meetingWords})\\s+`, 'i');
/** A second street begins: `Jl. Braga Jl. Naripan`. */
const nextStreet = /\s+(?=(?:jalan|jln|jl|gang|gg)\b)/i;

/** `Braga simpang Naripan`, `Pasar Baru dekat Jl. Otista`: callers say where by two names. Undefined for one name. */
export function twoNames(asked: string): readonly [string, string] | undefined {
  const streets = asked.replace(meetingFirst, '');
  const [one, other] = streets.split(joints.test(streets) ? joints : nextStreet).map((name) => name.trim());
  return one && other ? [one, other] : undefined;
}
