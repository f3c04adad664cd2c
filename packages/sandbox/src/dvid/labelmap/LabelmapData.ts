/** Bodies of a segmentation. */
export class LabelmapData {
  readonly typename = 'labelmap';
}
