const home = 'github.com/janelia-flyem/dvid/datatype/';

/** The data types that the server is built with, and the place of each in its source. */
export const dataTypes: ReadonlyMap<string, string> = new Map(
  [
    ['annotation'],
    ['float32blk', 'imageblk/float32.go'],
    ['googlevoxels'],
    ['imagetile'],
    ['keyvalue'],
    ['labelarray'],
    ['labelblk'],
    ['labelmap'],
    ['labelsz'],
    ['labelvol'],
    ['multichan16'],
    ['neuronjson'],
    ['rgba8blk', 'imageblk/rgba8.go'],
    ['roi'],
    ['tarsupervoxels'],
    ['uint16blk', 'imageblk/uint16.go'],
    ['uint32blk', 'imageblk/uint32.go'],
    ['uint64blk', 'imageblk/uint64.go'],
    ['uint8blk', 'imageblk/uint8.go'],
  ].map(([name = '', place = name]) => [name, home + place]),
);
