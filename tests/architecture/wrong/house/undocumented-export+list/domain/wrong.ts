const wrong = 1;

export { wrong };
