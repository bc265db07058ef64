// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { operatorId } from '../../../../domain/ids.ts';
import { PortsSection } from '../../../../renderer/screens/settings/ports-section.tsx';
import { drawScreen } from '../../desk-in-test.tsx';
import { portAt, portWith, present, shopState } from '../../fake-workstation.ts';

const empty = { mode: null, source: null, serial: null, phone: null } as const;
const ports = [portWith(0, { name: null, ...empty }), portWith(1, { name: null, ...empty })];
const state = shopState({ ports, attendance: present(operatorId('tanaka')) });

describe('learning ports', () => {
  test('puts sockets in the order in which phones were plugged in, and saves it', async () => {
    const drawn = await drawScreen(<PortsSection settings={state.settings} />, state);
    const save = screen.getByRole('button', { name: '保存' });
    expect(save.hasAttribute('disabled')).toBe(true);
    fireEvent.click(screen.getByRole('button', { name: '差して覚える' }));
    expect(screen.getByText('1番にする口に端末を差してください。')).toBeTruthy();
    await drawn.tell({ kind: 'port', port: portWith(1, { name: null }) });
    expect(screen.getByText('2番にする口に端末を差してください。')).toBeTruthy();
    await drawn.tell({ kind: 'port', port: portWith(0, { name: null }) });
    fireEvent.click(screen.getByRole('button', { name: '覚えるのを終える' }));
    fireEvent.change(screen.getByRole('textbox', { name: `${portAt(1)}の名前` }), { target: { value: '左' } });
    fireEvent.click(save);
    await expect
      .poll(() => drawn.calls('change-settings'))
      .toEqual([
        {
          ports: [
            { port: portAt(1), name: '左', place: 1, twin: null },
            { port: portAt(0), name: '2', place: 2, twin: null },
          ],
        },
      ]);
  });

  test('can be read but not changed by an operator', async () => {
    await drawScreen(<PortsSection settings={state.settings} />, { ...state, attendance: present(operatorId('sato')) });
    expect(screen.getByText('作業者にはできません。できるのは管理者です。')).toBeTruthy();
    for (const field of screen.getAllByRole('textbox')) expect(field.hasAttribute('disabled')).toBe(true);
  });
});
