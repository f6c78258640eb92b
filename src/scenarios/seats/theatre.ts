import { always, eventually, type NodeContext, protocol } from 'clew';
import { replay, type Rows, table, type TableMessages } from 'clew/components';

/** A seat that somebody has: held under a number, and then perhaps paid for. */
export type Seat = { holder: string; number: number; isPaid: boolean };

/** The one seat that is left. */
const seat = 'stalls 7';

/** What can be done to the seats. */
export const procedures = {
  // Number of the hold; 0 if somebody else has the seat.
  hold(rows: Rows<Seat>, { customer, number }: { customer: string; number: number }) {
    const taken = rows.get(seat);
    if (taken !== undefined) return taken.holder === customer ? taken.number : 0;
    rows.set(seat, { holder: customer, number, isPaid: false });
    return number;
  },
  pay(rows: Rows<Seat>, customer: string) {
    const held = rows.get(seat);
    if (held?.holder !== customer) return false;
    rows.set(seat, { ...held, isPaid: true });
    return true;
  },
  release(rows: Rows<Seat>, number: number) {
    const held = rows.get(seat);
    if (held !== undefined && held.number === number && !held.isPaid) rows.delete(seat);
  },
  unpaid: (rows: Rows<Seat>) => [...rows.all().values()].filter(({ isPaid }) => !isPaid).map(({ number }) => number),
};

/** What customers and clerk say to each other. */
type Talk = { hold: null; held: null; taken: null; pay: null; ticket: null; lapsed: null };

/** What is said in the seats family: in the theatre, the clerk has a table beside it. */
export type Messages = Talk & TableMessages<typeof procedures>;

type Timers = { repeat: null };
type Customer = NodeContext<Messages, Timers, { wish: 'seat' | 'ticket' | undefined; tries: number }, object>;

const { component } = protocol<Messages, Timers>();

/** The table of the seats. */
export const seats = table({ procedures });

// Asks for what comes next, and some times again.
function ask(node: Customer): void {
  const { wish, tries } = node.state;
  if (wish === undefined || tries === 4) return;
  node.state.tries++;
  node.send('theatre', wish === 'seat' ? 'hold' : 'pay');
  node.after(4, 'repeat');
}

/** Wants the seat, and pays for it as soon as it is held. */
export const customer = component({
  state: () => ({ wish: 'seat' as 'seat' | 'ticket' | undefined, tries: 0, hasTicket: false }),
  start: ask,
  on: {
    held(node) {
      if (node.state.wish !== 'seat') return;
      Object.assign(node.state, { wish: 'ticket', tries: 0 });
      node.cancel('repeat');
      ask(node);
    },
    // Perhaps later.
    taken: () => {},
    ticket: (node) => void Object.assign(node.state, { wish: undefined, hasTicket: true }),
    lapsed: (node) => void Object.assign(node.state, { wish: undefined }),
  },
  timers: { repeat: ask },
});

/** What the seats family is measured by. */
export const box = {
  soldOnce: always(
    'who has a ticket has paid for the seat, and nobody else has',
    (world) =>
      world.members(seats).every(({ disk }) => {
        const paid = [...replay(disk.log).values()].filter(({ isPaid }) => isPaid);
        return world.members(customer).every(({ id, state }) => !state.hasTicket || paid.some(({ holder }) => holder === id));
      }),
    // Somebody gets the seat where nothing fails, or the promise is none.
    { given: (world) => world.members(customer).some(({ state }) => state.hasTicket) },
  ),
  released: eventually(
    'a hold that is not confirmed ends, if the theatre is up',
    (world) => world.members(seats).every(({ disk }) => [...replay(disk.log).values()].every(({ isPaid }) => isPaid)),
    { given: (world) => world.alive('theatre') },
  ),
};
