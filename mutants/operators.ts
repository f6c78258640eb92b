import { child, children, type Edit, nameOf, type SyntaxNode, walk } from './syntax.ts';

/** A mistake that can be made at a node: what it is about, and how it is made. */
export interface Mistake {
  /** What of the source it is about. */
  readonly about: SyntaxNode;
  readonly edits: readonly Edit[];
}

/** A kind of mistake: all that can be made at a node, given what is above it. */
export type Operator = (node: SyntaxNode, above: readonly SyntaxNode[], text: string) => readonly Mistake[];

const nothing = '(void 0)';

/** The kinds of mistake by name, each a thing that people do forget or mistake. */
export const operators: { readonly [name: string]: Operator } = {
  /** A check is left out: what it guards against is let in, and what it lets through is done always. */
  'ignore-check'(node) {
    const test = child(node, 'test');
    if (node.type === 'IfStatement') return [replaced(test!, leaves(child(node, 'consequent')!) ? 'false' : 'true')];
    return node.type === 'ConditionalExpression' ? [replaced(test!, 'true'), replaced(test!, 'false')] : [];
  },

  /** A check says the opposite. */
  'negate-check': (node) => (node.type === 'IfStatement' ? [wrapped(child(node, 'test')!, '!(', ')')] : []),

  /** Of a check with two parts, one is left out. */
  'ignore-part'(node, _above, text) {
    if (node.type !== 'LogicalExpression' || node['operator'] === '??') return [];
    const [left, right] = [child(node, 'left')!, child(node, 'right')!];
    return [
      { about: right, edits: [{ start: node.start, end: node.end, with: sourceOf(left, text) }] },
      { about: left, edits: [{ start: node.start, end: node.end, with: sourceOf(right, text) }] },
    ];
  },

  /** What should have been sorted out is let in. */
  'ignore-filter'(node, _above, text) {
    if (node.type !== 'CallExpression' || nameOf(node) !== 'filter') return [];
    const list = child(child(node, 'callee'), 'object')!;
    return [{ about: node, edits: [{ start: node.start, end: node.end, with: sourceOf(list, text) }] }];
  },

  /** One fewer or more than should be. */
  'off-by-one'(node, above) {
    if (node.type === 'BinaryExpression') {
      const operator = neighbours[String(node['operator'])];
      if (operator !== undefined && !isLoopHeader(node, above)) return [betweenOperands(node, operator)];
      const right = child(node, 'right')!;
      if (/^[+-]$/.test(String(node['operator'])) && right['value'] === 1) return [{ about: node, edits: [{ start: right.start, end: right.end, with: '0' }] }];
    }
    const isUsed = node.type === 'UpdateExpression' && above.at(-1)?.type !== 'ExpressionStatement' && above.at(-1)?.type !== 'ForStatement';
    return isUsed ? [{ about: node, edits: [{ start: child(node, 'argument')!.end, end: node.end, with: '' }, { start: node.start, end: child(node, 'argument')!.start, with: '' }].filter(({ start, end }) => start < end) }] : [];
  },

  /** Some instead of all, the fewest instead of the most, or the other way round. */
  quorum(node) {
    const callee = node.type === 'CallExpression' ? child(node, 'callee') : undefined;
    const other = callee?.type === 'MemberExpression' ? opposites[nameOf(callee)!] : undefined;
    return other === undefined ? [] : [{ about: node, edits: [{ ...rangeOf(child(callee, 'property')!), with: other }] }];
  },

  /** Something is not written to disk. */
  'skip-persist': (node) => (isWrite(node) && isOnDisk(node) ? [replaced(node, nothing)] : []),

  /** Something is not remembered, or not forgotten. */
  'skip-write': (node) => (isWrite(node) && !isOnDisk(node) ? [replaced(node, nothing)] : []),

  /** Something is sent before it is on disk, or is on disk only after it is sent. */
  'swap-persist-and-send'(node, _above, text) {
    const statements = node.type === 'BlockStatement' ? children(node, 'body') : [];
    return statements.flatMap((statement, place) => {
      const later = statements.slice(place + 1);
      const partner = does(statement, isPersist) ? later.find((other) => does(other, isSend)) : does(statement, isSend) ? later.find((other) => does(other, isPersist)) : undefined;
      if (partner === undefined || !/^(Expression|If|For)/.test(statement.type)) return [];
      const moved = `${text.slice(statement.end, partner.end)}\n${sourceOf(statement, text)}`;
      return [{ about: statement, edits: [{ start: statement.start, end: partner.end, with: moved }] }];
    });
  },

  /** Something is not sent. */
  'skip-send': (node) => (isSend(node) ? [replaced(node, nothing)] : []),

  /** A timer is not set. */
  'skip-timer': (node) => (isCallOf(node, ['after']) ? [replaced(node, nothing)] : []),

  /** A timer is not cancelled. */
  'skip-cancel': (node) => (isCallOf(node, ['cancel']) ? [replaced(node, nothing)] : []),
};

const neighbours: Record<string, string | undefined> = { '<': '<=', '<=': '<', '>': '>=', '>=': '>' };
const opposites: Record<string, string | undefined> = { every: 'some', some: 'every', min: 'max', max: 'min' };
const writers = ['set', 'add', 'delete', 'clear', 'push', 'pop', 'shift', 'unshift', 'splice'];

function rangeOf({ start, end }: SyntaxNode): { start: number; end: number } {
  return { start, end };
}

function sourceOf({ start, end }: SyntaxNode, text: string): string {
  return text.slice(start, end);
}

function replaced(node: SyntaxNode, text: string): Mistake {
  return { about: node, edits: [{ ...rangeOf(node), with: text }] };
}

function wrapped(node: SyntaxNode, before: string, after: string): Mistake {
  return { about: node, edits: [{ start: node.start, end: node.start, with: before }, { start: node.end, end: node.end, with: after }] };
}

function betweenOperands(node: SyntaxNode, operator: string): Mistake {
  const [left, right] = [child(node, 'left')!, child(node, 'right')!];
  return { about: node, edits: [{ start: left.end, end: right.start, with: ` ${operator} ` }] };
}

/** Whether a branch leaves the function or the loop. */
function leaves(branch: SyntaxNode): boolean {
  const last = branch.type === 'BlockStatement' ? children(branch, 'body').at(-1) : branch;
  return last !== undefined && /^(Return|Throw|Continue|Break)Statement$/.test(last.type);
}

function isLoopHeader(node: SyntaxNode, above: readonly SyntaxNode[]): boolean {
  return /^(For|While|DoWhile)Statement$/.test(above.at(-1)?.type ?? '') && above.at(-1)!['test'] === node;
}

/** Whether it writes to something that others may see: not to a variable of its own. */
function isWrite(node: SyntaxNode): boolean {
  if (node.type === 'AssignmentExpression') return child(node, 'left')!.type === 'MemberExpression';
  if (node.type === 'UpdateExpression') return child(node, 'argument')!.type === 'MemberExpression';
  return isCallOf(node, writers) || (isCallOf(node, ['assign']) && nameOf(child(child(node, 'callee'), 'object')) === 'Object');
}

/** What is written: `node.disk.log` of `node.disk.log.push(entry)`. */
function targetOf(write: SyntaxNode): SyntaxNode {
  const place = child(write, 'left') ?? child(write, 'argument') ?? child(write, 'callee')!;
  return nameOf(place) === 'assign' ? (children(write, 'arguments')[0] ?? place) : place;
}

function isOnDisk(write: SyntaxNode): boolean {
  for (let place: SyntaxNode | undefined = targetOf(write); place !== undefined; place = child(place, 'object') ?? child(place, 'callee')) {
    if (nameOf(place) === 'disk') return true;
  }
  return false;
}

function isPersist(node: SyntaxNode): boolean {
  return isWrite(node) && isOnDisk(node);
}

function isSend(node: SyntaxNode): boolean {
  return isCallOf(node, ['send', 'broadcast', 'deliver']);
}

function isCallOf(node: SyntaxNode, names: readonly string[]): boolean {
  const callee = node.type === 'CallExpression' ? child(node, 'callee') : undefined;
  return callee?.type === 'MemberExpression' && names.includes(nameOf(callee)!);
}

/** Whether a statement does such a thing itself: not within a function that it only makes. */
function does(statement: SyntaxNode, what: (node: SyntaxNode) => boolean): boolean {
  let found = false;
  walk(statement, (node) => {
    if (what(node)) found = true;
    return !/Function/.test(node.type);
  });
  return found;
}
