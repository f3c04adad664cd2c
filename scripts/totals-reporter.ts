import { existsSync } from 'node:fs';
import type { Reporter, TestModule, Vitest } from 'vitest/node';

/** Ends a run with one plain line of totals, and says before it which tests were left out. */
export default class Totals implements Reporter {
  private vitest: Vitest | undefined;

  onInit(vitest: Vitest): void {
    this.vitest = vitest;
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[] = []): void {
    let passed = 0;
    let failed = unhandled.length;
    let skipped = 0;
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') passed += 1;
        else if (state === 'failed') failed += 1;
        else skipped += 1;
      }
      // A file that could not be loaded has errors of its own and no tests; a suite whose set-up failed
      // has errors and skipped tests.
      failed += module.errors().length;
      for (const suite of module.children.allSuites()) failed += suite.errors().length;
    }
    const projects = this.vitest?.projects.map((project) => project.name) ?? [];
    // Only a run of everything leaves something out; one that names its projects does so knowingly.
    if (projects.includes('core') && projects.includes('cli') && !projects.some(isBrowser)) {
      console.log(
        'left out: the browser tests (packages/core, *.browser.test.ts), because no Chromium was found; set CHROMIUM_PATH.',
      );
    }
    if (!existsSync('../shared')) {
      console.log(
        'left out: comparisons with data that is kept beside the repository, which is not here.',
      );
    }
    console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  }
}

const isBrowser = (name: string): boolean => name.startsWith('browser');
