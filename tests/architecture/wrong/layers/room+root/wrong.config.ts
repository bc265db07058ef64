import './domain/text/ja.ts';
