/**
 * Arenavault keeps a Plan 9 / plan9port venti alive for decades: sealed arenas onto write-once discs, and back.
 *
 * <p>The packages stand on floors; each imports only what stands below it: {@code cli}, {@code report},
 * {@code backup}, {@code restore}, {@code mirror}, {@code sets}, {@code changer},
 * {@code media}, {@code optical}, {@code scsi}, {@code drivers}, {@code history}, {@code fossil}, {@code venti},
 * {@code copy}, {@code io}.
 */
package org.arenavault;
