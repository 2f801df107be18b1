/**
 * Protobuf messages declared as plain objects, so that their TypeScript types follow from the declaration.
 * Everything declared is written, zeros included: the SDK reads an absent number as `undefined`, not 0.
 */
import protobuf from 'protobufjs/minimal.js';

type Reader = protobuf.Reader;
type Writer = protobuf.Writer;

type Field<Out, In = Out> = {
	readonly id: number;
	readonly zero: () => Out;
	/** `so far` is what earlier occurrences of the field gave: repeated fields grow it. */
	readonly read: (reader: Reader, soFar: Out) => Out;
	readonly write: (writer: Writer, value: In | undefined) => void;
};
type AnyFields<F> = { [K in keyof F]: Field<Decoded<F>[K], never> };

export type Decoded<F> = { [K in keyof F]: F[K] extends { zero: () => infer Out } ? Out : never };
export type Encodable<F> = {
	[K in keyof F]?: F[K] extends { write: (writer: Writer, value: infer In) => void } ? In : never;
};

const VARINT = 0;
const DELIMITED = 2;
const tag = (id: number, wireType: number) => (id << 3) | wireType;

const scalar = <T>(
	id: number,
	wireType: number,
	zero: T,
	read: (reader: Reader) => T,
	write: (writer: Writer, value: T) => void
): Field<T> => ({
	id,
	zero: () => zero,
	read,
	write: (writer, value = zero) => write(writer.uint32(tag(id, wireType)), value)
});

const utf8 = new TextDecoder();
const toBytes = new TextEncoder();

/** Whole numbers, by the name of protobuf's own reader and writer of them. */
const number = (type: 'uint32' | 'int32' | 'sint32') => (id: number) =>
	scalar(
		id,
		VARINT,
		0,
		(reader) => reader[type](),
		(writer, value) => writer[type](value)
	);
export const uint32 = number('uint32');
export const int32 = number('int32');
export const sint32 = number('sint32');
/** Session numbers and clock times: ours stay below 2^53. */
export const int64 = (id: number) =>
	scalar(
		id,
		VARINT,
		0,
		(r) => Number(r.int64()),
		(w, v) => w.int64(v)
	);
export const bytes = (id: number) =>
	scalar<Uint8Array>(
		id,
		DELIMITED,
		new Uint8Array(),
		(r) => r.bytes(),
		(w, v) => w.bytes(v)
	);
/** UTF-8, whether the SDK declares the field as `string` or as `bytes`. */
export const text = (id: number) =>
	scalar(
		id,
		DELIMITED,
		'',
		(r) => utf8.decode(r.bytes()),
		(w, v) => w.bytes(toBytes.encode(v))
	);

export const nested = <F extends AnyFields<F>>(id: number, fields: F): Field<Decoded<F>, Encodable<F>> => ({
	id,
	zero: () => decode(fields, new Uint8Array()),
	read: (reader) => decode(fields, reader.bytes()),
	write: (writer, value = {}) => writer.uint32(tag(id, DELIMITED)).bytes(encode(fields, value))
});

export const repeated = <Out, In>(item: Field<Out, In>): Field<Out[], In[]> => ({
	id: item.id,
	zero: () => [],
	read: (reader, soFar) => [...soFar, item.read(reader, item.zero())],
	write: (writer, values = []) => values.forEach((value) => item.write(writer, value))
});

const entriesOf = (fields: object) => Object.entries(fields) as [string, Field<never, never>][];

export function encode<F extends AnyFields<F>>(fields: F, message: Encodable<F>): Uint8Array {
	const writer = protobuf.Writer.create();
	const values = message as Record<string, never>;
	for (const [name, field] of entriesOf(fields)) field.write(writer, values[name]);
	return writer.finish();
}

export function decode<F extends AnyFields<F>>(fields: F, buffer: Uint8Array): Decoded<F> {
	const entries = entriesOf(fields);
	const message: Record<string, never> = Object.fromEntries(entries.map(([name, field]) => [name, field.zero()]));
	const reader = protobuf.Reader.create(buffer);
	while (reader.pos < reader.len) {
		const key = reader.uint32();
		const entry = entries.find(([, field]) => field.id === key >>> 3);
		if (entry) message[entry[0]] = entry[1].read(reader, message[entry[0]] as never);
		else reader.skipType(key & 7);
	}
	return message as Decoded<F>;
}
