import asistat from './index.cjs';

export const { load, loadablePath } = asistat;
