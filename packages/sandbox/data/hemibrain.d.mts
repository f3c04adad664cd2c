/** Names of the columns. */
export declare const columns: readonly string[];
/** One neuron a line, cells between tabs; an empty cell is a value that is not known. */
export declare const rows: string;
