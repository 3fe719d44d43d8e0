(** * Fourth moment of the count

    In words.  S ~ Binomial(n, q): E(S - nq)^4 <= n^2 whatever q.  So pay far from its mean
    is an event of order 1/n^2, too rare to matter for a premium of order 1/n.

    Source.  Elementary; the exact moment is n s (1 - 6 s) + 3 n^2 s^2, s = q(1-q). *)

From Coq Require Import Reals Lra Lia.
From FirstBest.Lib Require Import BinomialTilt.
Open Scope R_scope.

Lemma mean_fourth_shifted q n : let s := q * (1 - q) in forall a,
  mean q n (fun k => (INR k - INR n * q - a) ^ 4) =
  INR n * s * (1 - 6 * s) + 3 * (INR n * INR n) * (s * s)
    - 4 * a * (INR n * s * (1 - 2 * q)) + 6 * (a * a) * (INR n * s) + a ^ 4.
Proof.
  intros s; unfold s; induction n as [|n IH]; intros a; [simpl; ring|].
  cbn [mean].
  rewrite (mean_ext q n (fun k => (INR (S k) - INR (S n) * q - a) ^ 4)
                        (fun k => (INR k - INR n * q - (a + q - 1)) ^ 4))
    by (intros; rewrite !S_INR; ring).
  rewrite (mean_ext q n (fun k => (INR k - INR (S n) * q - a) ^ 4)
                        (fun k => (INR k - INR n * q - (a + q)) ^ 4))
    by (intros; rewrite !S_INR; ring).
  rewrite !IH, S_INR; ring.
Qed.

Theorem mean_fourth q n : 0 <= q <= 1 -> (0 < n)%nat ->
  mean q n (fun k => (INR k - INR n * q) ^ 4) <= INR n * INR n.
Proof.
  intros Hq Hn; apply le_INR in Hn; simpl in Hn.
  rewrite (mean_ext q n _ (fun k => (INR k - INR n * q - 0) ^ 4)) by (intros; ring).
  rewrite mean_fourth_shifted; set (s := q * (1 - q)).
  assert (S : 0 <= s <= 1 / 4).
  { pose proof (Rle_0_sqr (q - 1 / 2)) as Z; unfold Rsqr in Z; unfold s; split; nra. }
  assert (INR n * (s * (1 - 6 * s)) <= INR n * INR n * (1 / 4)).
  { apply Rle_trans with (INR n * (1 / 4)); [apply Rmult_le_compat_l; nra|].
    apply Rmult_le_compat_r; nra. }
  assert (INR n * INR n * (s * s) <= INR n * INR n * (1 / 16)).
  { apply Rmult_le_compat_l; nra. }
  assert (0 <= INR n * INR n) by nra.
  replace (INR n * s * (1 - 6 * s)) with (INR n * (s * (1 - 6 * s))) by ring.
  lra.
Qed.
