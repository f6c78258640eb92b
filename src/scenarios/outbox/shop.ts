import { always, eventually, protocol } from 'clew';
import { replay, type Rows, table, type TableMessages, unheeded } from 'clew/components';

/** A row of the shop: an order, or a message about it that waits in the outbox. */
export type ShopRow = { kind: 'order' } | { kind: 'message'; order: string; isSent: boolean };

/** What can be done to the rows of the shop. */
export const shopProcedures = {
  // One transaction: the order, and the message about it.
  order(rows: Rows<ShopRow>, order: string) {
    if (rows.get(order) !== undefined) return;
    rows.set(order, { kind: 'order' });
    rows.set(`message ${order}`, { kind: 'message', order, isSent: false });
  },
  unsent: (rows: Rows<ShopRow>) => [...rows.all().values()].flatMap((row) => (row.kind === 'message' && !row.isSent ? [row.order] : [])),
  mark: (rows: Rows<ShopRow>, order: string) => rows.set(`message ${order}`, { kind: 'message', order, isSent: true }),
};

/** What can be done to the shipments of the warehouse: how often each order has gone out. */
export const warehouseProcedures = {
  ship: (rows: Rows<number>, order: string) => rows.set(order, (rows.get(order) ?? 0) + 1),
  shipOnce(rows: Rows<number>, order: string) {
    if (rows.get(order) === undefined) rows.set(order, 1);
  },
};

/** What is said in the outbox family: to the shop, and to the warehouse. */
export type Messages = TableMessages<typeof shopProcedures & typeof warehouseProcedures, never>;

const { component } = protocol<Messages>();

/** Orders two books. */
export const customer = component({
  start(node) {
    for (const order of ['o1', 'o2']) node.send('shop', 'run', { transaction: order, procedure: 'order', argument: order });
  },
  on: unheeded,
});

/** The shop's table, with orders and outbox. */
export const shop = table({ procedures: shopProcedures });

/** The warehouse's table. */
export const warehouse = table({ procedures: warehouseProcedures });

/** What the outbox family is measured by. */
export const shipping = {
  published: eventually(
    'each order that is committed has gone out',
    (world) =>
      world.members(shop).every(({ disk }) => {
        const orders = [...replay(disk.log)].filter(([, { kind }]) => kind === 'order');
        return world.members(warehouse).every((node) => orders.every(([order]) => replay(node.disk.log).has(order)));
      }),
    // Where nothing is ordered, nothing is promised.
    { given: (world) => world.members(shop).some(({ disk }) => disk.log.length > 0) },
  ),
  once: always('no order goes out twice', (world) => world.members(warehouse).every(({ disk }) => [...replay(disk.log).values()].every((times) => times === 1))),
};
