throw new Error('a preload that fails');
