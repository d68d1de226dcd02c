export const Thing = () => null;
