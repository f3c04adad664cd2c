/** Questions to the person at the terminal. Each throws `InterruptedError` on Ctrl-C. */
export interface Prompt {
  /** Yes or no; Enter alone is no. */
  confirm(question: string): Promise<boolean>;
  text(question: string, options?: { placeholder?: string }): Promise<string>;
  /** A text that is not shown while it is typed or pasted. */
  hidden(question: string): Promise<string>;
  choose<Value extends string>(
    question: string,
    options: readonly { readonly value: Value; readonly label: string; readonly hint?: string }[],
  ): Promise<Value>;
}
