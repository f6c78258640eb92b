import { always, eventually, protocol } from 'clew';

/** What might do harm where it is printed: in HTML, XML, Markdown, Mermaid, DOT, workflow commands, logs, terminals. */
export const harmful = [
  `<script>alert("x")</script>`,
  `</script><img src=x onerror=alert(1)>`,
  `]]> --> <!-- & &amp; &#60;`,
  `'"\`"'`,
  `\u001b[31mred\u001b[0m\u001b]0;title\u0007`,
  `one\ntwo\r\nthree\u2028four`,
  `\u202Ereversed\u202C \u200F\u2066\u2069\u061c`,
  `| a | b |\n|---|`,
  `[link](javascript:alert(1)) ![image](http://example.com/x.png) @everyone #1 **bold** <b>`,
  `::error file=x::injected`,
  `%0A::warning::injected%0D`,
  `end\n  note over n0: injected; activate n0 %% comment`,
  `"]; injected -> graph [label="`,
  String.raw`\N \G \" \\ ${'$'}{x} ${'`'}code${'`'}`,
  `\u0000\u0001\u007f\u009b31m\ufffe\uffff\ud800 lone`,
  `__proto__ constructor toString`,
  `\`\`\`\n# heading\n~~~`,
].join(' ');

const megabyte = `${harmful} `.repeat(Math.ceil((1024 * 1024) / harmful.length));

const { component, scenario } = protocol<{ order: object; reply: string }, { again: string }>();

const source = component({
  state: () => ({ [harmful]: 'nothing', map: new Map<string, string>(), set: new Set<string>() }),
  start(node) {
    node.send('b', 'order', { text: harmful, [harmful]: megabyte });
    node.after(3, 'again', megabyte);
  },
  timers: {
    again(node, text) {
      if (node.state.set.size > 0) return;
      node.record(harmful, text);
      throw new Error(`${harmful}\n${megabyte}`);
    },
  },
  on: {
    reply(node, text) {
      node.state[harmful] = text;
      node.state.map.set(harmful, text);
      node.state.set.add(harmful);
      node.record(harmful, text);
    },
  },
});

const sink = component({
  state: () => ({ got: '' }),
  disk: () => ({ [harmful]: '' }),
  on: {
    order(node, payload, from) {
      node.state.got = JSON.stringify(payload);
      node.disk[harmful] = megabyte;
      node.send(from, 'reply', megabyte);
    },
  },
});

/** A scenario in which everything that a user may name, send, remember or throw is meant to break reports. */
export const hostile = scenario({
  name: `hostile/${harmful}`,
  summary: harmful,
  source: harmful,
  nodes: { a: source, b: sink },
  outcomes: {
    [harmful]: eventually(`${harmful} ${megabyte}`, (world) => world.nodes.a.state.map.get(harmful) === megabyte, { of: harmful }),
    'toString': always(harmful, (world) => world.nodes.b.state.got.length >= 0 && world.nodes.b.disk[harmful] !== 'x'),
  },
});
