// One thing said otherwise in a layer's own file, as text: for an editor that has the file open, saved or not.
import type { Document } from '../text/document.ts';
import { withDocument, type Layer } from './layers.ts';
import type { LayerStack } from './origin.ts';
import type { Pointer } from '../values/pointer.ts';
import { leavingOut, withoutPlace } from './writeToLayers.ts';
import { mapOf } from '../values/value.ts';

/** The text without what it says at a place, and the maps around it that say nothing else. @throws EngineError `invalid`. */
export function textWithout({ layers, stack }: LayerStack, document: Document, pointer: Pointer): string {
  const index = layers.findIndex((layer) => layer.document.path === document.path);
  const layer = withDocument(layers[index] ?? alone(document), document);
  return withoutPlace(layer, pointer, stack[index - 1] ?? mapOf([])).document.text;
}

/** The text that leaves out what would be inherited at a place. @throws EngineError `invalid`. */
export function textLeavingOut(document: Document, pointer: Pointer): string {
  return leavingOut(alone(document), pointer).document.text;
}

function alone(document: Document): Layer {
  return { name: document.path, kind: 'profile', document, unset: [] };
}
