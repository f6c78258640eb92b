import type { FaultKindName } from '../bounds.ts';
import { crash } from './crash.ts';
import { cut } from './cut.ts';
import { defer } from './defer.ts';
import { drop } from './drop.ts';
import { dup } from './dup.ts';
import type { FaultKind } from './fault-kind.ts';
import { isolate } from './isolate.ts';
import { pause } from './pause.ts';
import { restart } from './restart.ts';
import { skew } from './skew.ts';

/** Every kind of fault by name. */
export const kinds: { readonly [Kind in FaultKindName]: FaultKind } = { crash, cut, defer, drop, dup, isolate, pause, restart, skew };
