(** * Thresholds on the count of agreements

    In words.  S ~ Binomial(n, q).  The threshold test m ([below]) fails the counts below m.

    - [threshold_rare]: P(fail) (nq - m) <= q(1-q) |d/dq P(fail)|, with equality of means
      ([threshold_shortfall]): a lenient threshold fails rarely for its slope;
    - [point_next], [steepness_between]: from one threshold to the next the slope changes by the
      factor (n-j) q / ((j+1)(1-q)), close to 1 near the mean, so that any interval of slopes
      [y1, y0] holds the slope of some threshold once n is large;
    - [steepness_decreasing]: the slope falls in q above the threshold's rate;
    - [threshold_location], [threshold_passed]: thresholds far below the mean are too flat, and
      those far above it hardly passed.

    Source.  Sums by parts (Lib/CountDeviation.v); Chebyshev.

    Assumed: 0 < q < 1.  Nothing else. *)

From Coq Require Import Reals Lra Lia PeanoNat.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import BinomialTilt BestReply FourthMoment CountDeviation.
Open Scope R_scope.

(** The indicator of m - 1; nothing below 0. *)
Definition before (m k : nat) : R := if Nat.eqb (S k) m then 1 else 0.

Lemma threshold_step m k : below m (S k) - below m k = - before m k.
Proof.
  unfold below, before.
  destruct (Nat.ltb_spec (S k) m), (Nat.ltb_spec k m), (Nat.eqb_spec (S k) m); (lia || lra).
Qed.

Lemma threshold_falls m k : below m (S k) <= below m k.
Proof.
  pose proof (threshold_step m k) as E; unfold before in E; destruct (Nat.eqb (S k) m); lra.
Qed.

Lemma before_decreasing n m x y : (m <= n)%nat -> INR m <= INR n * x -> 0 < x <= y -> y <= 1 ->
  mean y n (before m) <= mean x n (before m).
Proof.
  intros Hn Hm Hx Hy; destruct m as [|j].
  - assert (Z : forall z, mean z n (before 0) = 0).
    { intros z; rewrite <- (mean_const z n 0); apply mean_ext; reflexivity. }
    rewrite !Z; lra.
  - change (before (S j)) with (point j); rewrite S_INR in Hm.
    apply point_decreasing; [lia|lra|exact Hx|exact Hy].
Qed.

(** How fast the probability of failing falls with the probability of agreement. *)
Definition steepness (q : R) (n m : nat) : R := INR (S n) * mean q n (before m).

Lemma steepness_decreasing n m x y : (m <= n)%nat -> INR m <= INR n * x ->
  0 < x <= y -> y <= 1 -> steepness y n m <= steepness x n m.
Proof.
  intros Hn Hm Hx Hy; apply Rmult_le_compat_l; [apply pos_INR|]; apply before_decreasing; assumption.
Qed.

Lemma threshold_derive n m q : is_derive (fun x => mean x (S n) (below m)) q (- steepness q n m).
Proof.
  replace (- steepness q n m) with (INR (S n) * mean q n (fun k => below m (S k) - below m k)).
  - apply mean_derive.
  - rewrite (mean_ext q n _ (fun k => - 1 * before m k)) by (intros; rewrite threshold_step; ring).
    rewrite mean_scale; unfold steepness; ring.
Qed.

(** Failing is rarer the further the threshold lies below the mean. *)
Lemma threshold_shortfall q n m : probability q ->
  mean q (S n) (fun k => below m k * (INR (S n) * q - INR k)) = q * (1 - q) * steepness q n m.
Proof.
  intros Hq; pose proof (count_by_parts q n (below m) Hq) as P.
  rewrite (mean_ext q n _ (fun k => - 1 * before m k)) in P by (intros; rewrite threshold_step; ring).
  rewrite (mean_ext q (S n) _ (fun k => - 1 * (below m k * (INR (S n) * q - INR k)))) in P
    by (intros; ring).
  rewrite !mean_scale in P; unfold steepness; lra.
Qed.

Lemma threshold_rare q n m : probability q ->
  mean q (S n) (below m) * (INR (S n) * q - INR m) <= q * (1 - q) * steepness q n m.
Proof.
  intros Hq; rewrite <- threshold_shortfall by exact Hq; destruct Hq.
  rewrite Rmult_comm, <- mean_scale; apply mean_le; [lra|]; intros k _.
  unfold below; destruct (Nat.ltb_spec k m) as [K|K]; [apply lt_INR in K|]; lra.
Qed.

(** A threshold far below the mean is too flat. *)
Lemma threshold_location q n m d : probability q -> 0 < d ->
  INR (S n) * d <= INR (S n) * q - INR m + 1 ->
  q * (1 - q) * steepness q n m <= / (INR (S n) * d ^ 3).
Proof.
  intros Hq Hd H; rewrite <- threshold_shortfall by exact Hq; destruct Hq as [Q0 Q1].
  set (N := INR (S n)) in *; assert (N0 : 0 < N) by (apply lt_0_INR; lia).
  assert (D0 : 0 < N * d) by (apply Rmult_lt_0_compat; assumption).
  assert (D3 : 0 < (N * d) ^ 3) by (apply pow_lt; exact D0).
  apply Rle_trans with (mean q (S n) (fun k => / (N * d) ^ 3 * (INR k - N * q) ^ 4)).
  - apply mean_le; [lra|]; intros k _; set (y := N * q - INR k).
    replace ((INR k - N * q) ^ 4) with (y * y ^ 3) by (unfold y; ring).
    assert (P4 : 0 <= / (N * d) ^ 3 * (y * y ^ 3)).
    { apply Rmult_le_pos; [left; apply Rinv_0_lt_compat; exact D3|].
      replace (y * y ^ 3) with ((y * y) * (y * y)) by ring; apply Rle_0_sqr. }
    unfold below; destruct (Nat.ltb_spec k m) as [K|K]; [|lra].
    apply le_INR in K; rewrite S_INR in K; assert (Y : N * d <= y) by (unfold y; lra).
    apply Rmult_le_reg_l with ((N * d) ^ 3); [exact D3|].
    replace ((N * d) ^ 3 * (/ (N * d) ^ 3 * (y * y ^ 3))) with (y ^ 3 * y) by (field; lra).
    rewrite Rmult_1_l; apply Rmult_le_compat_r; [lra|apply pow_incr; lra].
  - rewrite mean_scale; apply Rle_trans with (/ (N * d) ^ 3 * (N * N)).
    + apply Rmult_le_compat_l; [left; apply Rinv_0_lt_compat; exact D3|].
      apply mean_fourth; [lra|lia].
    + apply Req_le; field; lra.
Qed.

(** Passing is rare at a rate of agreement far below the threshold. *)
Lemma threshold_passed q n m d : 0 <= q <= 1 -> 0 < d -> INR (S n) * d <= INR m - INR (S n) * q ->
  1 - mean q (S n) (below m) <= / (INR (S n) * (d * d)).
Proof.
  intros Hq Hd H; set (N := INR (S n)) in *; assert (N0 : 0 < N) by (apply lt_0_INR; lia).
  assert (D0 : 0 < N * d) by (apply Rmult_lt_0_compat; assumption).
  assert (D2 : 0 < N * d * (N * d)) by nra.
  rewrite <- mean_complement.
  apply Rle_trans with (mean q (S n) (fun k => / (N * d * (N * d)) * ((INR k - N * q) * (INR k - N * q)))).
  - apply mean_le; [exact Hq|]; intros k _; set (y := INR k - N * q).
    unfold below; destruct (Nat.ltb_spec k m) as [K|K].
    + assert (0 <= / (N * d * (N * d)) * (y * y)); [|lra].
      apply Rmult_le_pos; [left; apply Rinv_0_lt_compat; exact D2|apply Rle_0_sqr].
    + apply le_INR in K; rewrite Rminus_0_r.
      apply Rmult_le_reg_l with (N * d * (N * d)); [exact D2|].
      replace (N * d * (N * d) * (/ (N * d * (N * d)) * (y * y))) with (y * y) by (field; lra).
      assert (N * d <= y) by (unfold y; lra); nra.
  - rewrite mean_scale, variance by exact Hq; fold N.
    assert (q * (1 - q) <= 1) by nra.
    apply Rle_trans with (/ (N * d * (N * d)) * (N * 1)).
    + apply Rmult_le_compat_l; [left; apply Rinv_0_lt_compat; exact D2|]; apply Rmult_le_compat_l; lra.
    + apply Req_le; field; lra.
Qed.

(** ** Neighbouring thresholds *)

(** (j+1) (1-q) P(j+1) = (n-j) q P(j) *)
Lemma point_next q n : forall j,
  INR (S j) * (1 - q) * mean q n (point (S j)) = (INR n - INR j) * q * mean q n (point j).
Proof.
  induction n as [|n IH]; intros j.
  - cbn [mean]; unfold point; destruct j; simpl; ring.
  - cbn [mean]; change (fun k => point (S j) (S k)) with (point j).
    destruct j as [|i].
    + rewrite (mean_ext q n (fun k => point 0 (S k)) (fun _ => 0)) by reflexivity; rewrite mean_const.
      specialize (IH O); rewrite !S_INR in *; simpl INR in *; set (P := mean q n (point 0)) in *.
      rewrite Rmult_0_r, Rplus_0_l; transitivity ((1 - q) * (q * P) + (1 - q) * ((0 + 1) * (1 - q) * mean q n (point 1)));
        [ring|rewrite IH; ring].
    + change (fun k => point (S i) (S k)) with (point i).
      pose proof (IH i) as A; specialize (IH (S i)).
      rewrite !S_INR in *; set (P := mean q n (point (S i))) in *.
      set (P1 := mean q n (point (S (S i)))) in *; set (P0 := mean q n (point i)) in *.
      replace ((INR i + 1 + 1) * (1 - q) * (q * P + (1 - q) * P1))
        with ((INR i + 1 + 1) * (1 - q) * q * P + (1 - q) * ((INR i + 1 + 1) * (1 - q) * P1)) by ring.
      rewrite IH; replace ((INR n + 1 - (INR i + 1)) * q * (q * P0 + (1 - q) * P))
        with (q * ((INR n - INR i) * q * P0) + (INR n - INR i) * q * (1 - q) * P) by ring.
      rewrite <- A; ring.
Qed.

(** Between two slopes y1 < y0 lies that of a threshold, if not all thresholds up to m1 + 1 are flatter than y0. *)
Theorem steepness_between q n y0 y1 d : probability q -> 0 < y1 < y0 -> 0 < d ->
  d * y0 <= (y0 - y1) * (q * (1 - q)) -> / (INR (S n) * d ^ 3) < q * (1 - q) * y0 -> forall m1,
  y0 <= INR (S n) * mean q n (point m1) -> exists m, (m <= m1)%nat /\ y1 <= steepness q n m <= y0.
Proof.
  intros Pq Hy Hd Dy Far; pose proof Pq as [Q0 Q1].
  set (N := INR (S n)) in *; assert (N0 : 0 < N) by (apply lt_0_INR; lia).
  assert (V : 0 < q * (1 - q)) by nra.
  assert (Loc : forall j, y0 <= N * mean q n (point j) -> N * (q - d) < INR j).
  { intros j H; destruct (Rle_or_lt (INR j) (N * (q - d))) as [L|L]; [exfalso|exact L].
    pose proof (threshold_location q n (S j) d Pq Hd ltac:(fold N; rewrite S_INR; lra)) as T.
    unfold steepness in T; change (before (S j)) with (point j) in T; fold N in T.
    apply Rmult_le_compat_l with (r := q * (1 - q)) in H; lra. }
  assert (Dq : d < q).
  { apply Rmult_lt_reg_r with y0; [lra|]; apply Rle_lt_trans with (1 := Dy).
    assert ((y0 - y1) * (q * (1 - q)) <= (y0 - y1) * q) by (apply Rmult_le_compat_l; nra); nra. }
  induction m1 as [|j IH]; intros H.
  - specialize (Loc O H); simpl in Loc; nra.
  - destruct (Rle_or_lt y0 (N * mean q n (point j))) as [A|A].
    { destruct (IH A) as [m [M R]]; exists m; split; [lia|exact R]. }
    exists (S j); split; [lia|]; unfold steepness; change (before (S j)) with (point j); fold N.
    split; [|lra].
    pose proof (point_next q n j) as E; specialize (Loc (S j) H).
    set (G := N * mean q n (point (S j))) in *.
    assert (g0 : 0 <= N * mean q n (point j)).
    { apply Rmult_le_pos; [lra|]; apply mean_nonneg; [lra|]; intros k; apply point_range. }
    set (g := N * mean q n (point j)) in *; set (t := INR (S j)) in *.
    assert (E' : t * (1 - q) * G = (N - t) * q * g).
    { unfold G, g; replace (N - t) with (INR n - INR j) by (unfold N, t; rewrite !S_INR; ring).
      transitivity (N * (t * (1 - q) * mean q n (point (S j)))); [ring|rewrite E; ring]. }
    assert (t0 : 0 < t) by (apply lt_0_INR; lia).
    destruct (Rle_or_lt y1 g) as [B|B]; [exact B|exfalso].
    assert (L1 : N * (q - d) * ((1 - q) * y0) <= t * ((1 - q) * G)).
    { apply Rle_trans with (t * ((1 - q) * y0)).
      - apply Rmult_le_compat_r; [apply Rmult_le_pos|]; lra.
      - apply Rmult_le_compat_l; [lra|]; apply Rmult_le_compat_l; lra. }
    assert (L2 : (N - t) * (q * g) <= N * (1 - q + d) * (q * g)).
    { apply Rmult_le_compat_r; [apply Rmult_le_pos; lra|lra]. }
    assert (L3 : N * (1 - q + d) * (q * g) < N * (1 - q + d) * (q * y1)).
    { apply Rmult_lt_compat_l; [apply Rmult_lt_0_compat; lra|]; apply Rmult_lt_compat_l; lra. }
    assert (L4 : N * ((q - d) * ((1 - q) * y0)) < N * ((1 - q + d) * (q * y1))) by lra.
    apply Rmult_lt_reg_l in L4; [|exact N0].
    assert (d * (q * y1) <= d * (q * y0)) by (apply Rmult_le_compat_l; [lra|]; apply Rmult_le_compat_l; lra).
    lra.
Qed.
