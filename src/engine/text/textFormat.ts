// What every text format offers to `document`, whatever it is.
import type { CommentFormat } from './edits/commentAttachment.ts';
import type { DocumentEdit, WritingMode } from './edits/slots.ts';
import type { Splice } from './syntax/lines.ts';
import type { ParsedSyntax } from './syntax/syntax.ts';
import type { Value } from '../values/value.ts';

export interface TextFormat {
  parse(text: string): ParsedSyntax;
  splices(text: string, content: DocumentEdit, mode: WritingMode): readonly Splice[];
  comments(text: string): CommentFormat;
  /** The value that is left of a value in this format. */
  adapt(value: Value): Value;
  render(value: Value, style: TextStyle): string;
}

export interface TextStyle {
  /** One level. */
  readonly unit: string;
  readonly eol: '\n' | '\r\n';
}
