// @ts-expect-error because
