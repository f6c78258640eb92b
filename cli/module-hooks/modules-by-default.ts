/** Module hooks, run by Node in a thread of their own: TypeScript is an ES module even where no `package.json` says so. */
import { readFileSync } from 'node:fs';
import type { ResolveHook } from 'node:module';
import { fileURLToPath } from 'node:url';

/** Called by Node for each import. */
export const resolve: ResolveHook = async (specifier, context, nextResolve) => {
  const resolved = await nextResolve(specifier, context);
  if (resolved.format === 'module' || !/\.tsx?(\?|$)/.test(resolved.url) || speaksCommonJs(resolved.url)) return resolved;
  return { ...resolved, format: 'module' };
};

const commonJs = /\brequire\s*\(|\bmodule\.exports\b|\b__dirname\b|\b__filename\b|^\s*export\s*=|^\s*import\s+\w+\s*=/m;

/** Whether a file does what only a CommonJS module can do. */
function speaksCommonJs(url: string): boolean {
  try {
    return commonJs.test(readFileSync(fileURLToPath(url.replace(/\?.*$/, '')), 'utf8'));
  } catch {
    return false;
  }
}
