/** X.509 certificates made on the spot, as an authority of the test's own would: no key lies in the project. */
import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

export interface Issued {
  /** PEM. */
  readonly cert: string;
  /** PEM. */
  readonly key: string;
}
interface Wanted {
  readonly subject: string;
  /** DNS names and, as `127.0.0.1`, an IPv4 address. */
  readonly names?: readonly string[];
  /** Years from now; negative = past. */
  readonly from?: number;
  readonly until?: number;
  /** Without one the certificate signs itself, and may sign others. */
  readonly issuer?: Issued & { readonly subject: string };
}

/** DER (ITU-T X.690): tag, length, content. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const size = content.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}
const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts);
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const bits = (bytes: Buffer): Buffer => der(0x03, Buffer.from([0]), bytes);

const ECDSA_SHA256 = sequence(oid('2a8648ce3d040302'));

/** A distinguished name of a common name alone. */
const nameOf = (common: string): Buffer =>
  sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(common, 'utf8')))));

function time(years: number): Buffer {
  const date = new Date();
  date.setUTCFullYear(date.getUTCFullYear() + years);
  return der(0x18, Buffer.from(date.toISOString().replace(/[-:T]|\.\d+/g, ''), 'latin1'));
}

function extensions({ names = [], issuer }: Wanted): Buffer {
  const altNames = names.map((name) =>
    /^[\d.]+$/.test(name)
      ? der(0x87, Buffer.from(name.split('.').map(Number)))
      : der(0x82, Buffer.from(name, 'latin1')),
  );
  const basic = sequence(oid('551d13'), der(0x04, sequence(...(issuer ? [] : [der(0x01, Buffer.from([0xff]))]))));
  const alternative = sequence(oid('551d11'), der(0x04, sequence(...altNames)));
  return der(0xa3, sequence(basic, ...(names.length > 0 ? [alternative] : [])));
}

/** Issues a certificate for a fresh P-256 key (RFC 5280). */
export function certificate(wanted: Wanted): Issued & { readonly subject: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signer: KeyObject = wanted.issuer ? createPrivateKey(wanted.issuer.key) : privateKey;
  const serial = Buffer.concat([Buffer.from([1]), randomBytes(8)]);
  const content = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    ECDSA_SHA256,
    nameOf(wanted.issuer?.subject ?? wanted.subject),
    sequence(time(wanted.from ?? -1), time(wanted.until ?? 1)),
    nameOf(wanted.subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    extensions(wanted),
  );
  const signed = sequence(content, ECDSA_SHA256, bits(sign('sha256', content, signer)));
  const lines = signed.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    subject: wanted.subject,
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  };
}
