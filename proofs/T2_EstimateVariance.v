(** * T2 sample-complexity, part (a): the variance of the estimated effort

    In words.  Effort eta is estimated by g(S/n), S the agreements among n samples and g the
    inverse of q (cut off to [0, 1]).  Then n E[(g(S/n) - eta)^2] -> 1/I(eta), I = q'^2/(q(1-q)):
    monitoring tells effort to within 1/sqrt(n I) ([estimate_error]).

    Source.  The delta method, with the fourth moment of the count for the tail.

    Assumed: 0 < q(eta) < 1, q' not 0; of g only that it takes values in [0, 1], is eta at q(eta)
    and has the slope 1/q' there. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import BinomialTilt Samples FourthMoment.
From FirstBest.Lib Require Eventually.
Open Scope R_scope.

Section Estimate.
Variables (g : R -> R) (eta q d : R).
Hypothesis Hq : probability q.
Hypothesis Hd : d <> 0.
Hypothesis Heta : 0 <= eta <= 1.
Hypothesis Hg : forall x, 0 <= g x <= 1.
Hypothesis Hat : g q = eta.
Hypothesis Hslope : is_derive g q (/ d).

(** The squared error, but for a small share of (x-q)^2 and a multiple of (x-q)^4, is (x-q)^2/q'^2. *)
Lemma error_expansion e : 0 < e <= 1 -> exists b, 0 <= b /\ forall x,
  Rabs ((g x - eta) ^ 2 - / (d * d) * (x - q) ^ 2) <=
  e * (2 * Rabs (/ d) + 1) * (x - q) ^ 2 + b * (x - q) ^ 4.
Proof.
  intros He; apply is_derive_Reals in Hslope; destruct (Hslope e ltac:(lra)) as [r Hr].
  pose proof (cond_pos r) as r0; set (rr := pos r) in *.
  assert (D0 : 0 < / (d * d)) by (apply Rinv_0_lt_compat; nra).
  assert (R4 : 0 < rr ^ 4) by (apply pow_lt; exact r0).
  assert (R2 : 0 < rr ^ 2) by (apply pow_lt; exact r0).
  set (b := / rr ^ 4 + / (d * d) * / rr ^ 2).
  assert (I4 : 0 < / rr ^ 4) by (apply Rinv_0_lt_compat; exact R4).
  assert (I2 : 0 < / rr ^ 2) by (apply Rinv_0_lt_compat; exact R2).
  assert (b0 : 0 <= b) by (unfold b; pose proof (Rmult_lt_0_compat _ _ D0 I2); lra).
  exists b; split; [exact b0|]; intros x; set (y := x - q).
  pose proof (Rabs_pos (/ d)) as A0.
  assert (Y2 : 0 <= y ^ 2) by (replace (y ^ 2) with (y * y) by ring; apply Rle_0_sqr).
  assert (Y4 : 0 <= y ^ 4) by (replace (y ^ 4) with (y ^ 2 * y ^ 2) by ring; apply Rmult_le_pos; lra).
  pose proof (Rmult_le_pos _ _ b0 Y4) as bY.
  assert (eY : 0 <= e * (2 * Rabs (/ d) + 1) * y ^ 2) by (apply Rmult_le_pos; [apply Rmult_le_pos; lra|exact Y2]).
  destruct (Rlt_or_le (Rabs y) rr) as [N|F].
  - destruct (Req_dec y 0) as [Z|Z].
    { assert (X : x = q) by (unfold y in Z; lra).
      rewrite X, Hat, Z; replace ((eta - eta) ^ 2 - / (d * d) * 0 ^ 2) with 0 by ring; rewrite Rabs_R0.
      rewrite Z in bY, eY; lra. }
    specialize (Hr y Z N); replace (q + y) with x in Hr by (unfold y; ring); rewrite Hat in Hr.
    (* g x - eta = y/d + w y with |w| < e *)
    set (w := (g x - eta) / y - / d) in *.
    replace (g x - eta) with (y * (/ d + w)) by (unfold w; field; split; assumption).
    replace ((y * (/ d + w)) ^ 2 - / (d * d) * y ^ 2) with (w * (2 * / d + w) * y ^ 2)
      by (field; exact Hd).
    rewrite Rabs_mult, (Rabs_right (y ^ 2)) by lra.
    assert (W : Rabs (w * (2 * / d + w)) <= e * (2 * Rabs (/ d) + 1)).
    { rewrite Rabs_mult; apply Rmult_le_compat; try apply Rabs_pos; [lra|].
      apply Rle_trans with (1 := Rabs_triang _ _); rewrite Rabs_mult, (Rabs_right 2) by lra; lra. }
    apply Rmult_le_compat_r with (r := y ^ 2) in W; lra.
  - assert (S2 : 1 <= / rr ^ 2 * y ^ 2).
    { apply Rmult_le_reg_l with (rr ^ 2); [exact R2|].
      rewrite <- Rmult_assoc, Rinv_r, Rmult_1_l, Rmult_1_r by lra.
      rewrite <- (pow2_abs y); apply pow_incr; lra. }
    assert (T4 : / rr ^ 4 * y ^ 4 = (/ rr ^ 2 * y ^ 2) * (/ rr ^ 2 * y ^ 2)) by (field; lra).
    assert (S4 : 1 <= / rr ^ 4 * y ^ 4) by (rewrite T4; set (a := / rr ^ 2 * y ^ 2) in *; nra).
    assert (G : 0 <= (g x - eta) ^ 2 <= 1).
    { specialize (Hg x); set (w := g x - eta); assert (- 1 <= w <= 1) by (unfold w; lra).
      replace (w ^ 2) with (w * w) by ring; split; nra. }
    assert (Q : / (d * d) * y ^ 2 <= / (d * d) * / rr ^ 2 * y ^ 4).
    { replace (/ (d * d) * / rr ^ 2 * y ^ 4) with (/ (d * d) * (y ^ 2 * (/ rr ^ 2 * y ^ 2)))
        by (field; split; lra).
      apply Rmult_le_compat_l; [lra|].
      rewrite <- (Rmult_1_r (y ^ 2)) at 1; apply Rmult_le_compat_l; assumption. }
    assert (Q0 : 0 <= / (d * d) * y ^ 2) by (apply Rmult_le_pos; lra).
    assert (b * y ^ 4 = / rr ^ 4 * y ^ 4 + / (d * d) * / rr ^ 2 * y ^ 4) by (unfold b; ring).
    apply Rabs_le_between; lra.
Qed.

Theorem estimate_error :
  is_lim_seq (fun n => INR n * mean q n (fun k => (g (INR k / INR n) - eta) ^ 2)) (/ information q d).
Proof.
  destruct Hq as [Q0 Q1]; assert (Q01 : 0 <= q <= 1) by lra.
  set (s := q * (1 - q)); assert (s0 : 0 < s) by (apply Rmult_lt_0_compat; lra).
  replace (/ information q d) with (/ (d * d) * s)
    by (unfold information, s; field; repeat split; lra).
  apply is_lim_seq_spec; intros eps; pose proof (cond_pos eps) as E0.
  set (L := 2 * Rabs (/ d) + 1).
  assert (L0 : 0 < L) by (unfold L; pose proof (Rabs_pos (/ d)); lra).
  set (e := Rmin 1 (eps / (4 * (L * s)))).
  assert (e0 : 0 < e) by (apply Rmin_glb_lt; [lra|apply Rdiv_lt_0_compat; nra]).
  assert (e1 : e <= 1) by apply Rmin_l.
  assert (eL : e * L * s <= eps / 4).
  { replace (eps / 4) with (eps / (4 * (L * s)) * (L * s)) by (field; lra).
    rewrite Rmult_assoc; apply Rmult_le_compat_r; [nra|apply Rmin_r]. }
  destruct (error_expansion e ltac:(lra)) as [b [b0 H]].
  destruct (Eventually.eventually_ge (1 + 4 * b / eps)) as [N HN].
  exists N; intros n Hn; specialize (HN n Hn).
  assert (Z : 0 <= 4 * b / eps) by (apply Rdiv_le_0_compat; lra).
  assert (n0 : (0 < n)%nat) by (apply INR_lt; simpl; lra).
  pose proof (lt_0_INR n n0) as N0.
  assert (Small : b / INR n <= eps / 4).
  { apply Rmult_le_reg_r with (INR n); [exact N0|].
    replace (b / INR n * INR n) with (4 * b / eps * (eps / 4)) by (field; lra).
    rewrite (Rmult_comm (eps / 4)); apply Rmult_le_compat_r; lra. }
  set (y := fun k => INR k / INR n - q).
  assert (M2 : mean q n (fun k => y k ^ 2) = s / INR n).
  { rewrite (mean_ext q n _ (fun k => / (INR n * INR n) * ((INR k - INR n * q) * (INR k - INR n * q))))
      by (intros; unfold y; field; lra).
    rewrite mean_scale, variance; unfold s; field; lra. }
  assert (M4 : mean q n (fun k => y k ^ 4) <= / (INR n * INR n)).
  { rewrite (mean_ext q n _ (fun k => / INR n ^ 4 * (INR k - INR n * q) ^ 4))
      by (intros; unfold y; field; lra).
    rewrite mean_scale; apply Rle_trans with (/ INR n ^ 4 * (INR n * INR n)).
    - apply Rmult_le_compat_l; [left; apply Rinv_0_lt_compat, pow_lt; exact N0|].
      apply mean_fourth; assumption.
    - apply Req_le; field; lra. }
  set (E := mean q n (fun k => (g (INR k / INR n) - eta) ^ 2)).
  assert (Up : E <= / (d * d) * (s / INR n) + e * L * (s / INR n) + b * mean q n (fun k => y k ^ 4)).
  { rewrite <- M2, <- !mean_scale, <- !mean_plus; apply mean_le; [exact Q01|]; intros k _.
    specialize (H (INR k / INR n)); apply Rabs_le_between in H; fold (y k) L in H; lra. }
  assert (Lo : / (d * d) * (s / INR n) <= E + e * L * (s / INR n) + b * mean q n (fun k => y k ^ 4)).
  { unfold E; rewrite <- M2, <- !mean_scale, <- !mean_plus; apply mean_le; [exact Q01|]; intros k _.
    specialize (H (INR k / INR n)); apply Rabs_le_between in H; fold (y k) L in H; lra. }
  pose proof (Rmult_le_compat_l b _ _ b0 M4) as B4.
  assert (Up' : E <= / (d * d) * (s / INR n) + e * L * (s / INR n) + b * / (INR n * INR n)) by lra.
  assert (Lo' : / (d * d) * (s / INR n) <= E + e * L * (s / INR n) + b * / (INR n * INR n)) by lra.
  apply Rmult_le_compat_l with (r := INR n) in Up'; [|lra].
  apply Rmult_le_compat_l with (r := INR n) in Lo'; [|lra].
  replace (INR n * (/ (d * d) * (s / INR n) + e * L * (s / INR n) + b * / (INR n * INR n)))
    with (/ (d * d) * s + e * L * s + b / INR n) in Up' by (field; repeat split; lra).
  replace (INR n * (/ (d * d) * (s / INR n))) with (/ (d * d) * s) in Lo' by (field; repeat split; lra).
  replace (INR n * (E + e * L * (s / INR n) + b * / (INR n * INR n)))
    with (INR n * E + e * L * s + b / INR n) in Lo' by (field; lra).
  apply Rabs_lt_between; split; lra.
Qed.
End Estimate.
