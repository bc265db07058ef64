// @ts-ignore
