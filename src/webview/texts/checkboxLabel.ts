// What a box is about, by itself: a row shows only the part of a key path that its parents do not.
import { visibleText } from '../../engine/base/visibleText.ts';
import type { TreeRow } from '../model/changeTree.ts';
import { strings } from './strings.ts';

export function checkboxLabel({ content, target }: TreeRow): string {
  switch (content.kind) {
    case 'change':
      return keyPathText(content.change.path);
    case 'group':
      return keyPathText(content.path);
    case 'layout':
      return strings.layoutOf(visibleText(target.name));
    default:
      return visibleText(target.name);
  }
}

function keyPathText(path: readonly string[]): string {
  return path.length === 0 ? strings.wholeDocument : path.join(' › ');
}
