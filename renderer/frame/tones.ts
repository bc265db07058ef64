import type { Call } from '../state/job-news.ts';

/** One tone: its height in hertz, when it begins and how long it lasts, in seconds. */
interface Tone {
  readonly hertz: number;
  readonly at: number;
  readonly lasts: number;
}

// Told apart by their melody, not by loudness: up for a pass, twice the same for a person, down and low for a failure.
const MELODIES: Readonly<Record<Exclude<Call, 'none'>, readonly Tone[]>> = {
  pass: [
    { hertz: 659, at: 0, lasts: 0.14 },
    { hertz: 988, at: 0.14, lasts: 0.24 },
  ],
  person: [
    { hertz: 784, at: 0, lasts: 0.12 },
    { hertz: 784, at: 0.2, lasts: 0.12 },
  ],
  bad: [
    { hertz: 330, at: 0, lasts: 0.22 },
    { hertz: 220, at: 0.24, lasts: 0.4 },
  ],
};
const LOUDNESS = 0.18;
const EDGE_S = 0.015;

/** Plays the melody of a call; the tones are computed, so that no sound file is needed. */
export function playCall(call: Call, audio: AudioContext): void {
  if (call === 'none') return;
  const now = audio.currentTime;
  for (const { hertz, at, lasts } of MELODIES[call]) {
    const tone = audio.createOscillator();
    const gain = audio.createGain();
    tone.frequency.value = hertz;
    // A soft edge, because a tone that begins at once clicks.
    gain.gain.setValueAtTime(0, now + at);
    gain.gain.linearRampToValueAtTime(LOUDNESS, now + at + EDGE_S);
    gain.gain.setValueAtTime(LOUDNESS, now + at + lasts - EDGE_S);
    gain.gain.linearRampToValueAtTime(0, now + at + lasts);
    tone.connect(gain).connect(audio.destination);
    tone.start(now + at);
    tone.stop(now + at + lasts);
  }
}
