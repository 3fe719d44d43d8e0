(** * Thresholds on the count of agreements

    In words.  S ~ Binomial(n, q).  A test fails the count k with probability phi(k); the
    [threshold] test fails counts below m, and m itself with probability l.

    - [threshold_rare]: P(fail) (nq - m) <= q(1-q) |d/dq P(fail)|, with equality of means
      ([threshold_shortfall]): a lenient threshold fails rarely for its slope;
    - [steepness_reached], [steepness_decreasing]: every slope up to that of a threshold is
      reached by a lower one; the slope falls in q above the threshold's rate;
    - [threshold_location], [threshold_passed]: thresholds far below the mean are too flat, and
      those far above it hardly passed.

    Source.  Sums by parts (Lib/CountDeviation.v); Chebyshev.

    Assumed: 0 < q < 1.  Nothing else. *)

From Coq Require Import Reals Lra Lia PeanoNat.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import BinomialTilt BestReply FourthMoment CountDeviation.
Open Scope R_scope.

(** Fails below m agreements, and with probability l at m. *)
Definition threshold (m : nat) (l : R) (k : nat) : R :=
  if Nat.ltb k m then 1 else if Nat.eqb k m then l else 0.

(** The indicator of m - 1; nothing below 0. *)
Definition before (m k : nat) : R := if Nat.eqb (S k) m then 1 else 0.

Lemma threshold_range m l k : 0 <= l <= 1 -> 0 <= threshold m l k <= 1.
Proof. intros; unfold threshold; destruct (Nat.ltb k m); [lra|destruct (Nat.eqb k m); lra]. Qed.

Lemma threshold_step m l k :
  threshold m l (S k) - threshold m l k = - ((1 - l) * before m k + l * point m k).
Proof.
  unfold threshold, before, point.
  destruct (Nat.ltb_spec (S k) m), (Nat.ltb_spec k m), (Nat.eqb_spec (S k) m), (Nat.eqb_spec k m); (lia || lra).
Qed.

Lemma threshold_falls m l k : 0 <= l <= 1 -> threshold m l (S k) <= threshold m l k.
Proof.
  intros; pose proof (threshold_step m l k) as E; unfold before, point in E.
  destruct (Nat.eqb (S k) m), (Nat.eqb k m); lra.
Qed.

Lemma before_decreasing n m x y : (m <= n)%nat -> INR m <= INR n * x -> 0 < x <= y -> y <= 1 ->
  mean y n (before m) <= mean x n (before m).
Proof.
  intros Hn Hm Hx Hy; destruct m as [|j].
  - assert (Z : forall z, mean z n (before 0) = 0).
    { intros z; rewrite <- (mean_const z n 0); apply mean_ext; reflexivity. }
    rewrite !Z; lra.
  - assert (E : forall z, mean z n (before (S j)) = mean z n (point j))
      by (intros; apply mean_ext; reflexivity).
    rewrite !E; rewrite S_INR in Hm; apply point_decreasing; [lia|lra|exact Hx|exact Hy].
Qed.

(** How fast the probability of failing falls with the probability of agreement. *)
Definition steepness (q : R) (n m : nat) (l : R) : R :=
  INR (S n) * mean q n (fun k => (1 - l) * before m k + l * point m k).

Lemma steepness_decreasing n m l x y : 0 <= l <= 1 -> (m < n)%nat -> INR m <= INR n * x ->
  0 < x <= y -> y <= 1 -> steepness y n m l <= steepness x n m l.
Proof.
  intros Hl Hn Hm Hx Hy; unfold steepness; apply Rmult_le_compat_l; [apply pos_INR|].
  rewrite !mean_plus, !mean_scale.
  pose proof (before_decreasing n m x y ltac:(lia) Hm Hx Hy).
  pose proof (point_decreasing n m x y Hn Hm Hx Hy).
  apply Rplus_le_compat; apply Rmult_le_compat_l; lra.
Qed.

Lemma threshold_derive n m l q :
  is_derive (fun x => mean x (S n) (threshold m l)) q (- steepness q n m l).
Proof.
  replace (- steepness q n m l) with (INR (S n) * mean q n (fun k => threshold m l (S k) - threshold m l k)).
  - apply mean_derive.
  - rewrite (mean_ext q n _ (fun k => - 1 * ((1 - l) * before m k + l * point m k)))
      by (intros; rewrite threshold_step; ring).
    rewrite mean_scale; unfold steepness; ring.
Qed.

(** Every steepness up to that of a threshold is that of a lower one, randomised. *)
Lemma steepness_reached q n y : 0 <= q <= 1 -> 0 < y -> forall m1,
  y <= INR (S n) * mean q n (point m1) ->
  exists m l, (m <= m1)%nat /\ 0 <= l <= 1 /\ steepness q n m l = y.
Proof.
  intros Hq Hy; induction m1 as [|j IH]; intros H.
  - set (g := INR (S n) * mean q n (point 0)) in *.
    exists O, (y / g); split; [lia|split].
    + split; [apply Rdiv_le_0_compat; lra|].
      apply Rmult_le_reg_r with g; [lra|]; replace (y / g * g) with y by (field; lra); lra.
    + unfold steepness; rewrite mean_plus, !mean_scale.
      rewrite (mean_ext _ n (before 0) (fun _ => 0)) by (intros; reflexivity); rewrite mean_const.
      transitivity (y / g * g); [unfold g; ring|field; lra].
  - destruct (Rle_or_lt y (INR (S n) * mean q n (point j))) as [A|A].
    { destruct (IH A) as [m [l [M R]]]; exists m, l; split; [lia|exact R]. }
    set (g := INR (S n) * mean q n (point (S j))) in *; set (g' := INR (S n) * mean q n (point j)) in *.
    exists (S j), ((y - g') / (g - g')); split; [lia|split].
    + split; [apply Rdiv_le_0_compat; lra|].
      apply Rmult_le_reg_r with (g - g'); [lra|].
      replace ((y - g') / (g - g') * (g - g')) with (y - g') by (field; lra); lra.
    + unfold steepness; rewrite mean_plus, !mean_scale.
      rewrite (mean_ext _ n (before (S j)) (point j)) by (intros; reflexivity).
      transitivity (g' + (y - g') / (g - g') * (g - g')); [unfold g, g'; ring|field; lra].
Qed.

(** Failing is rarer the further the threshold lies below the mean. *)
Lemma threshold_shortfall q n m l : probability q ->
  mean q (S n) (fun k => threshold m l k * (INR (S n) * q - INR k)) = q * (1 - q) * steepness q n m l.
Proof.
  intros Hq; pose proof (count_by_parts q n (threshold m l) Hq) as P.
  rewrite (mean_ext q n _ (fun k => - 1 * ((1 - l) * before m k + l * point m k))) in P
    by (intros; rewrite threshold_step; ring).
  rewrite (mean_ext q (S n) _ (fun k => - 1 * (threshold m l k * (INR (S n) * q - INR k)))) in P
    by (intros; ring).
  rewrite !mean_scale in P; unfold steepness; lra.
Qed.

Lemma threshold_rare q n m l : probability q -> 0 <= l <= 1 ->
  mean q (S n) (threshold m l) * (INR (S n) * q - INR m) <= q * (1 - q) * steepness q n m l.
Proof.
  intros Hq Hl; rewrite <- threshold_shortfall by exact Hq; destruct Hq.
  rewrite Rmult_comm, <- mean_scale; apply mean_le; [lra|]; intros k _.
  unfold threshold; destruct (Nat.ltb_spec k m) as [K|K].
  - apply lt_INR in K; lra.
  - destruct (Nat.eqb_spec k m) as [->|]; [|lra]; rewrite Rmult_comm; lra.
Qed.

(** A threshold far below the mean is too flat. *)
Lemma threshold_location q n m l d : probability q -> 0 <= l <= 1 -> 0 < d ->
  INR (S n) * d <= INR (S n) * q - INR m ->
  q * (1 - q) * steepness q n m l <= / (INR (S n) * d ^ 3).
Proof.
  intros Hq Hl Hd H; rewrite <- threshold_shortfall by exact Hq; destruct Hq as [Q0 Q1].
  set (N := INR (S n)) in *; assert (N0 : 0 < N) by (apply lt_0_INR; lia).
  assert (D0 : 0 < N * d) by (apply Rmult_lt_0_compat; assumption).
  assert (D3 : 0 < (N * d) ^ 3) by (apply pow_lt; exact D0).
  apply Rle_trans with (mean q (S n) (fun k => / (N * d) ^ 3 * (INR k - N * q) ^ 4)).
  - apply mean_le; [lra|]; intros k _; set (y := N * q - INR k).
    replace ((INR k - N * q) ^ 4) with (y * y ^ 3) by (unfold y; ring).
    assert (P4 : 0 <= / (N * d) ^ 3 * (y * y ^ 3)).
    { apply Rmult_le_pos; [left; apply Rinv_0_lt_compat; exact D3|].
      replace (y * y ^ 3) with ((y * y) * (y * y)) by ring; apply Rle_0_sqr. }
    destruct (Nat.le_gt_cases k m) as [K|K].
    + apply le_INR in K; assert (Y : N * d <= y) by (unfold y; lra).
      pose proof (threshold_range m l k Hl) as T.
      assert (y <= / (N * d) ^ 3 * (y * y ^ 3)).
      { apply Rmult_le_reg_l with ((N * d) ^ 3); [exact D3|].
        replace ((N * d) ^ 3 * (/ (N * d) ^ 3 * (y * y ^ 3))) with (y ^ 3 * y) by (field; lra).
        apply Rmult_le_compat_r; [lra|apply pow_incr; lra]. }
      nra.
    + unfold threshold; destruct (Nat.ltb_spec k m); [lia|]; destruct (Nat.eqb_spec k m); [lia|lra].
  - rewrite mean_scale; apply Rle_trans with (/ (N * d) ^ 3 * (N * N)).
    + apply Rmult_le_compat_l; [left; apply Rinv_0_lt_compat; exact D3|].
      apply mean_fourth; [lra|lia].
    + apply Req_le; field; lra.
Qed.

(** Passing is rare at a rate of agreement far below the threshold. *)
Lemma threshold_passed q n m l d : 0 <= q <= 1 -> 0 <= l <= 1 -> 0 < d ->
  INR (S n) * d <= INR m - INR (S n) * q ->
  1 - mean q (S n) (threshold m l) <= / (INR (S n) * (d * d)).
Proof.
  intros Hq Hl Hd H; set (N := INR (S n)) in *; assert (N0 : 0 < N) by (apply lt_0_INR; lia).
  assert (D0 : 0 < N * d) by (apply Rmult_lt_0_compat; assumption).
  assert (D2 : 0 < N * d * (N * d)) by nra.
  rewrite <- mean_complement.
  apply Rle_trans with (mean q (S n) (fun k => / (N * d * (N * d)) * ((INR k - N * q) * (INR k - N * q)))).
  - apply mean_le; [exact Hq|]; intros k _; set (y := INR k - N * q).
    assert (P : 0 <= / (N * d * (N * d)) * (y * y)).
    { apply Rmult_le_pos; [left; apply Rinv_0_lt_compat; exact D2|apply Rle_0_sqr]. }
    destruct (Nat.lt_ge_cases k m) as [K|K].
    + unfold threshold; destruct (Nat.ltb_spec k m); [lra|lia].
    + apply le_INR in K; pose proof (threshold_range m l k Hl) as T.
      assert (1 <= / (N * d * (N * d)) * (y * y)); [|lra].
      apply Rmult_le_reg_l with (N * d * (N * d)); [exact D2|].
      replace (N * d * (N * d) * (/ (N * d * (N * d)) * (y * y))) with (y * y) by (field; lra).
      assert (N * d <= y) by (unfold y; lra); nra.
  - rewrite mean_scale, variance by exact Hq; fold N.
    assert (q * (1 - q) <= 1) by nra.
    apply Rle_trans with (/ (N * d * (N * d)) * (N * 1)).
    + apply Rmult_le_compat_l; [left; apply Rinv_0_lt_compat; exact D2|]; apply Rmult_le_compat_l; lra.
    + apply Req_le; field; lra.
Qed.
