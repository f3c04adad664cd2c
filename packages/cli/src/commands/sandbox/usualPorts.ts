/** Where a sandbox listens when nothing is said, so that its address stays the same from day to day. */
export const usualPorts = { server: 7310, dvid: 7311 } as const;
