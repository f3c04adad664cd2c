/** The public Clio server, used where no other address is given. */
export const defaultServer = 'https://clio-store-vwzoicitea-uk.a.run.app';
