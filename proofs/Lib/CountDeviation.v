(** * How the count of agreements deviates from its mean

    In words.  S ~ Binomial(n, q), Y = nq - S its shortfall, v a lower bound of q(1-q).

    - [count_by_parts]: E[w(S) (S - nq)] = q(1-q) n E'[w(S+1) - w(S)], E' with n-1 samples.
    - [shortfall_lower]: the mean shortfall below a threshold within 1 of the mean is of order
      sqrt n; hence [below_probable], a threshold at the mean is missed with a probability
      bounded below, and [point_at_mode], a count at the mean has probability of order 1/sqrt n.
    - [shortfall_upper]: E[phi Y] <= L E[phi] + exp(-t L + n e^t t^2 q(1-q)/2)/t, any test phi,
      any t and L: the means of tests far in the tail, with the sharp variance.
    - [point_decreasing], [point_shift], [KL_upper]: the probability of one count as q moves.

    Source.  de Moivre's mean deviation (count_by_parts with a threshold); the lower bound by
    second and fourth moments (Berger, SIAM J. Comput. 26, 1997); Chernoff.

    Assumed: 0 < q < 1.  Nothing else. *)

From Coq Require Import Reals Lra Lia PeanoNat.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import BinomialTilt Samples BestReply FourthMoment Curvature Mills.
Open Scope R_scope.

(** ** Sums by parts *)

Theorem count_by_parts q n w : probability q ->
  mean q (S n) (fun k => w k * (INR k - INR (S n) * q)) =
  q * (1 - q) * (INR (S n) * mean q n (fun k => w (S k) - w k)).
Proof.
  intros Hq; pose proof (mean_derive n w q) as A.
  pose proof (score_identity (fun x => x) q 1 (S n) (is_derive_id q) Hq (fun s => w (count s))) as B.
  assert (C : is_derive (fun x => mean x (S n) w) q
    (expect q (S n) (fun s => w (count s) * score q 1 s))).
  { apply is_derive_ext with (2 := B); intros t; apply (expect_count t (S n) w). }
  apply is_derive_unique in A; apply is_derive_unique in C; rewrite A in C; rewrite C.
  rewrite (expect_ext q (S n) _ (fun s => / (q * (1 - q)) * (w (count s) * (INR (count s) - INR (S n) * q)))).
  2:{ intros s Hs; rewrite score_count, Hs by exact Hq; destruct Hq; field; lra. }
  rewrite expect_scale, (expect_count q (S n) (fun k => w k * (INR k - INR (S n) * q))).
  destruct Hq; field; lra.
Qed.

(** One count, and the counts below a threshold. *)
Definition point (m k : nat) : R := if Nat.eqb k m then 1 else 0.
Definition below (m k : nat) : R := if Nat.ltb k m then 1 else 0.

Lemma point_range m k : 0 <= point m k <= 1.
Proof. unfold point; destruct (Nat.eqb k m); lra. Qed.

Lemma below_range m k : 0 <= below m k <= 1.
Proof. unfold below; destruct (Nat.ltb k m); lra. Qed.

Lemma below_step m k : below (S m) (S k) - below (S m) k = - point m k.
Proof.
  unfold below, point.
  destruct (Nat.ltb_spec (S k) (S m)), (Nat.ltb_spec k (S m)), (Nat.eqb_spec k m); (lia || lra).
Qed.

(** ** The mean shortfall is of order sqrt n *)

Lemma absolute_lower y a : 0 < a -> y * y / a - 4 / 27 * (y ^ 4 / a ^ 3) <= Rabs y.
Proof.
  intros Ha; set (s := Rabs y / a).
  assert (S0 : 0 <= s) by (apply Rdiv_le_0_compat; [apply Rabs_pos|exact Ha]).
  assert (E : Rabs y = s * a) by (unfold s; field; lra).
  assert (Y2 : y * y = (s * a) * (s * a)).
  { rewrite <- E, <- Rabs_mult; symmetry; apply Rabs_right, Rle_ge, Rle_0_sqr. }
  replace (y ^ 4) with ((y * y) * (y * y)) by ring; rewrite Y2, E.
  replace (s * a * (s * a) / a) with (a * (s * s)) by (field; lra).
  replace (s * a * (s * a) * (s * a * (s * a)) / a ^ 3) with (a * (s * s * s * s)) by (field; lra).
  assert (0 <= s * ((s - 3 / 2) * (s - 3 / 2)) * (s + 3)).
  { apply Rmult_le_pos; [apply Rmult_le_pos; [exact S0|apply Rle_0_sqr]|lra]. }
  assert (0 <= a * (s * ((s - 3 / 2) * (s - 3 / 2)) * (s + 3))) by (apply Rmult_le_pos; lra).
  lra.
Qed.

Lemma mean_absolute_lower q n v : 0 <= q <= 1 -> (0 < n)%nat -> 0 < v <= 1 / 4 -> v <= q * (1 - q) ->
  26 / 27 * (v * v * sqrt (INR n)) <= mean q n (fun k => Rabs (INR k - INR n * q)).
Proof.
  intros Hq Hn Hv Vq; pose proof (lt_0_INR n Hn) as N0.
  set (r := sqrt (INR n)); assert (R0 : 0 < r) by (apply sqrt_lt_R0; exact N0).
  assert (RR : INR n = r * r) by (symmetry; apply sqrt_sqrt; lra).
  set (a := r / v); assert (A0 : 0 < a) by (apply Rdiv_lt_0_compat; lra).
  apply Rle_trans with (mean q n (fun k => / a * ((INR k - INR n * q) * (INR k - INR n * q)) +
    - (4 / 27 / a ^ 3) * (INR k - INR n * q) ^ 4)).
  2:{ apply mean_le; [exact Hq|]; intros k _; pose proof (absolute_lower (INR k - INR n * q) a A0) as L.
      unfold Rdiv in *; lra. }
  rewrite mean_plus, !mean_scale, variance by exact Hq.
  pose proof (mean_fourth q n Hq Hn) as F.
  assert (P : 0 <= 4 / 27 / a ^ 3) by (apply Rdiv_le_0_compat; [lra|apply pow_lt; exact A0]).
  apply Rmult_le_compat_l with (r := 4 / 27 / a ^ 3) in F; [|exact P].
  assert (E1 : / a * (INR n * (q * (1 - q))) = r * (v * (q * (1 - q)))).
  { rewrite RR; unfold a; field; lra. }
  assert (E2 : 4 / 27 / a ^ 3 * (INR n * INR n) = r * (4 / 27 * (v * v * v))).
  { rewrite RR; unfold a; field; lra. }
  rewrite E2 in F; rewrite E1.
  assert (v * v <= v * (q * (1 - q))) by (apply Rmult_le_compat_l; lra).
  assert (v * v * v <= v * v * (1 / 4)) by (apply Rmult_le_compat_l; nra).
  assert (r * (26 / 27 * (v * v)) <= r * (v * (q * (1 - q)) - 4 / 27 * (v * v * v)))
    by (apply Rmult_le_compat_l; lra).
  lra.
Qed.

(** A threshold j within 1 of the mean: E[Y; S < j] >= (2/5) v^2 sqrt n - 1. *)
Theorem shortfall_lower q n v j : 0 <= q <= 1 -> (0 < n)%nat -> 0 < v <= 1 / 4 -> v <= q * (1 - q) ->
  Rabs (INR n * q - INR j) <= 1 ->
  2 / 5 * (v * v * sqrt (INR n)) - 1 <= mean q n (fun k => below j k * (INR n * q - INR k)).
Proof.
  intros Hq Hn Hv Vq Hj; pose proof (mean_absolute_lower q n v Hq Hn Hv Vq) as L.
  pose proof (sqrt_pos (INR n)) as R0; apply Rabs_le_between in Hj.
  apply Rle_trans with (mean q n (fun k => 1 / 2 * Rabs (INR k - INR n * q) +
    (- (1 / 2) * (INR k - INR n * q - 0) + - 1))).
  - rewrite mean_plus, mean_scale, mean_plus, mean_scale, mean_deviation, mean_const.
    assert (0 <= v * v * sqrt (INR n)) by (apply Rmult_le_pos; nra); lra.
  - apply mean_le; [exact Hq|]; intros k _; unfold below.
    destruct (Nat.ltb_spec k j) as [K|K]; apply le_INR in K; rewrite ?S_INR in K.
    + rewrite Rabs_left1; lra.
    + destruct (Rle_or_lt (INR k) (INR n * q)); [rewrite Rabs_left1|rewrite Rabs_right]; lra.
Qed.

(** So a threshold at the mean is missed with a probability bounded below. *)
Theorem below_probable q n v j : 0 <= q <= 1 -> (0 < n)%nat -> 0 < v <= 1 / 4 -> v <= q * (1 - q) ->
  Rabs (INR n * q - INR j) <= 1 -> 10 <= v * v * sqrt (INR n) ->
  (v * v) * (v * v) / 4 <= mean q n (below j).
Proof.
  intros Hq Hn Hv Vq Hj Big; pose proof (shortfall_lower q n v j Hq Hn Hv Vq Hj) as L.
  pose proof (lt_0_INR n Hn) as N0; set (r := sqrt (INR n)) in *.
  assert (R0 : 0 < r) by (apply sqrt_lt_R0; exact N0).
  assert (RR : INR n = r * r) by (symmetry; apply sqrt_sqrt; lra).
  assert (V0 : 0 < v * v) by nra.
  set (l := 4 / 5 * (v * v) / r); assert (l0 : 0 < l) by (apply Rdiv_lt_0_compat; lra).
  assert (U : mean q n (fun k => below j k * (INR n * q - INR k)) <=
    mean q n (fun k => / (4 * l) * below j k + l * ((INR k - INR n * q) * (INR k - INR n * q)))).
  { apply mean_le; [exact Hq|]; intros k _.
    assert (B : below j k * below j k = below j k) by (unfold below; destruct (Nat.ltb k j); ring).
    set (y := INR n * q - INR k).
    replace ((INR k - INR n * q) * (INR k - INR n * q)) with (y * y) by (unfold y; ring).
    assert (Q : 0 <= l * ((y - below j k / (2 * l)) * (y - below j k / (2 * l))))
      by (apply Rmult_le_pos; [lra|apply Rle_0_sqr]).
    replace (l * ((y - below j k / (2 * l)) * (y - below j k / (2 * l))))
      with (l * (y * y) - below j k * y + / (4 * l) * (below j k * below j k)) in Q by (field; lra).
    rewrite B in Q; lra. }
  rewrite mean_plus, !mean_scale, variance in U by exact Hq.
  set (P := mean q n (below j)) in *.
  assert (E : / (4 * l) = 5 / 16 / (v * v) * r) by (unfold l; field; lra).
  assert (Q4 : q * (1 - q) <= 1 / 4) by (pose proof (Rle_0_sqr (q - 1 / 2)) as Z; unfold Rsqr in Z; nra).
  assert (W : l * (INR n * (q * (1 - q))) <= 1 / 5 * (v * v) * r).
  { apply Rle_trans with (l * (INR n * (1 / 4))).
    - apply Rmult_le_compat_l; [lra|]; apply Rmult_le_compat_l; lra.
    - apply Req_le; rewrite RR; unfold l; field; lra. }
  rewrite E in U.
  assert (X : 1 / 10 * (v * v) * r <= 5 / 16 / (v * v) * r * P) by lra.
  apply Rmult_le_reg_l with (5 / 16 / (v * v) * r).
  - apply Rmult_lt_0_compat; [apply Rdiv_lt_0_compat; lra|exact R0].
  - apply Rle_trans with (2 := X).
    replace (5 / 16 / (v * v) * r * (v * v * (v * v) / 4)) with (5 / 64 * (v * v) * r) by (field; lra).
    assert (0 <= v * v * r) by (apply Rmult_le_pos; lra); lra.
Qed.

(** A count at the mean has probability of order 1/sqrt n. *)
Theorem point_at_mode q n v m : probability q -> 0 < v <= 1 / 4 -> v <= q * (1 - q) ->
  INR m = INR n * q -> 10 <= v * v * sqrt (INR (S n)) ->
  v * v * sqrt (INR (S n)) <= INR (S n) * mean q n (point m).
Proof.
  intros Hq Hv Vq Hm Big; pose proof Hq as [Q0 Q1].
  assert (J : Rabs (INR (S n) * q - INR (S m)) <= 1).
  { rewrite !S_INR, Hm; apply Rabs_le_between; lra. }
  pose proof (shortfall_lower q (S n) v (S m) ltac:(lra) ltac:(lia) Hv Vq J) as L.
  pose proof (count_by_parts q n (below (S m)) Hq) as P.
  rewrite (mean_ext q n _ (fun k => - 1 * point m k)) in P by (intros; rewrite below_step; ring).
  rewrite (mean_ext q (S n) _ (fun k => - 1 * (below (S m) k * (INR (S n) * q - INR k)))) in P
    by (intros; ring).
  rewrite !mean_scale in P.
  set (X := INR (S n) * mean q n (point m)) in *.
  assert (X0 : 0 <= X).
  { apply Rmult_le_pos; [apply pos_INR|apply mean_nonneg; [lra|intros; apply point_range]]. }
  assert (Q4 : q * (1 - q) <= 1 / 4) by (pose proof (Rle_0_sqr (q - 1 / 2)) as Z; unfold Rsqr in Z; nra).
  assert (q * (1 - q) * X <= 1 / 4 * X) by (apply Rmult_le_compat_r; assumption).
  replace (q * (1 - q) * (INR (S n) * (-1 * mean q n (point m)))) with (- (q * (1 - q) * X)) in P
    by (unfold X; ring).
  lra.
Qed.

(** ** The upper tail of the shortfall *)

Lemma exp_second_order x t : Rabs x <= t -> exp x <= 1 + x + exp t / 2 * (x * x).
Proof.
  intros H; apply Rabs_le_between in H.
  pose proof (second_order_upper (fun y => - t <= y <= t) exp exp exp
    ltac:(intros ? ? ? ? ? ?; lra) ltac:(intros; auto_derive; [trivial|ring])
    ltac:(intros; auto_derive; [trivial|ring]) 0 x (exp t) ltac:(lra) ltac:(lra)) as U.
  rewrite exp_0 in U.
  assert (exp x <= 1 + 1 * (x - 0) + exp t / 2 * ((x - 0) * (x - 0))); [|lra].
  apply U; unfold between, Rmin, Rmax; intros y B; destruct (Rle_dec 0 x);
    (destruct (Req_dec y t) as [->|N]; [lra|left; apply exp_increasing; lra]).
Qed.

Lemma shortfall_moment q n t : forall a, mean q n (fun k => exp (a + t * (INR n * q - INR k))) =
  exp a * (q * exp (- (t * (1 - q))) + (1 - q) * exp (t * q)) ^ n.
Proof.
  induction n as [|n IH]; intros a.
  - simpl; rewrite Rmult_1_r; f_equal; ring.
  - cbn [mean pow].
    rewrite (mean_ext q n (fun k => exp (a + t * (INR (S n) * q - INR (S k))))
      (fun k => exp ((a + - (t * (1 - q))) + t * (INR n * q - INR k))))
      by (intros; f_equal; rewrite !S_INR; ring).
    rewrite (mean_ext q n (fun k => exp (a + t * (INR (S n) * q - INR k)))
      (fun k => exp ((a + t * q) + t * (INR n * q - INR k))))
      by (intros; f_equal; rewrite !S_INR; ring).
    rewrite !IH, !exp_plus; ring.
Qed.

Lemma exp_power y n : exp y ^ n = exp (INR n * y).
Proof.
  induction n as [|n IH]; [simpl; rewrite Rmult_0_l, exp_0; reflexivity|].
  cbn [pow]; rewrite IH, <- exp_plus, S_INR; f_equal; ring.
Qed.

Lemma shortfall_moment_upper q n t a : 0 <= q <= 1 -> 0 <= t ->
  mean q n (fun k => exp (a + t * (INR n * q - INR k))) <=
  exp (a + INR n * (exp t * (t * t) * (q * (1 - q)) / 2)).
Proof.
  intros Hq Ht; rewrite shortfall_moment, exp_plus; apply Rmult_le_compat_l; [left; apply exp_pos|].
  rewrite <- exp_power; apply pow_incr; split.
  - apply Rplus_le_le_0_compat; apply Rmult_le_pos; try (left; apply exp_pos); lra.
  - apply Rle_trans with (2 := exp_ineq1_le _).
    pose proof (exp_second_order (- (t * (1 - q))) t) as A.
    pose proof (exp_second_order (t * q) t) as B.
    specialize (A ltac:(rewrite Rabs_left1 by nra; nra)).
    specialize (B ltac:(rewrite Rabs_right by nra; nra)).
    apply Rmult_le_compat_l with (r := q) in A; [|lra].
    apply Rmult_le_compat_l with (r := 1 - q) in B; [|lra].
    lra.
Qed.

Theorem shortfall_upper q n t L phi : 0 <= q <= 1 -> 0 < t -> (forall k, 0 <= phi k <= 1) ->
  mean q n (fun k => phi k * (INR n * q - INR k)) <=
  L * mean q n phi + exp (- (t * L) + INR n * (exp t * (t * t) * (q * (1 - q)) / 2)) / t.
Proof.
  intros Hq Ht Hp.
  apply Rle_trans with (mean q n (fun k => L * phi k + / t * exp (- (t * L) + t * (INR n * q - INR k)))).
  - apply mean_le; [exact Hq|]; intros k _; specialize (Hp k).
    set (y := INR n * q - INR k).
    assert (E : y - L <= / t * exp (- (t * L) + t * y)).
    { pose proof (exp_ineq1_le (- (t * L) + t * y)).
      apply Rmult_le_reg_l with t; [exact Ht|].
      replace (t * (/ t * exp (- (t * L) + t * y))) with (exp (- (t * L) + t * y)) by (field; lra); lra. }
    assert (0 <= / t * exp (- (t * L) + t * y)).
    { apply Rmult_le_pos; [left; apply Rinv_0_lt_compat; exact Ht|left; apply exp_pos]. }
    assert (phi k * (y - L) <= phi k * (/ t * exp (- (t * L) + t * y)))
      by (apply Rmult_le_compat_l; lra).
    assert (phi k * (/ t * exp (- (t * L) + t * y)) <= / t * exp (- (t * L) + t * y)) by nra.
    lra.
  - rewrite mean_plus, !mean_scale; apply Rplus_le_compat_l; unfold Rdiv at 2.
    rewrite Rmult_comm; apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat; exact Ht|].
    apply shortfall_moment_upper; lra.
Qed.

(** ** Monotone tests, and one count as q moves *)

Lemma mean_falls n w x y : (forall k, w (S k) <= w k) -> 0 <= x <= y -> y <= 1 -> mean y n w <= mean x n w.
Proof.
  intros Hw Hx Hy; destruct n as [|n]; [simpl; lra|].
  apply (derive_nonpos_ge (fun z => mean z (S n) w)
    (fun z => INR (S n) * mean z n (fun k => w (S k) - w k)) x y); [lra| |].
  - intros z _; apply mean_derive.
  - intros z Hz; pose proof (pos_INR (S n)).
    assert (mean z n (fun k => w (S k) - w k) <= 0); [|nra].
    rewrite <- (mean_const z n 0); apply mean_le; [lra|]; intros k _; specialize (Hw k); lra.
Qed.

Lemma ln_below y : 0 < y -> ln y <= y - 1.
Proof. intros Hy; pose proof (exp_ineq1_le (ln y)) as H; rewrite exp_ln in H by exact Hy; lra. Qed.

Lemma mean_at_1 n : forall g, mean 1 n g = g n.
Proof. induction n as [|n IH]; intros g; [reflexivity|]; cbn [mean]; rewrite !IH; ring. Qed.

(** Above its own rate m/n, the probability of the count m falls. *)
Theorem point_decreasing n m x y : (m < n)%nat -> INR m <= INR n * x -> 0 < x <= y -> y <= 1 ->
  mean y n (point m) <= mean x n (point m).
Proof.
  intros Hmn Hm Hx [Hy|Hy].
  2:{ rewrite Hy, mean_at_1; unfold point at 1; destruct (Nat.eqb_spec n m); [lia|].
      apply mean_nonneg; [lra|intros; apply point_range]. }
  rewrite (change_of_measure y x) by (split; lra).
  apply mean_le; [lra|]; intros k Hk; unfold point; destruct (Nat.eqb_spec k m) as [->|]; [|lra].
  rewrite Rmult_1_l, <- exp_0.
  assert (L : llr y x n m <= 0).
  { unfold llr, log_up, log_down; apply le_INR in Hk; pose proof (pos_INR m).
    pose proof (ln_below (y / x) ltac:(apply Rdiv_lt_0_compat; lra)) as A.
    pose proof (ln_below ((1 - y) / (1 - x)) ltac:(apply Rdiv_lt_0_compat; lra)) as B.
    apply Rmult_le_compat_l with (r := INR m) in A; [|lra].
    apply Rmult_le_compat_l with (r := INR n - INR m) in B; [|lra].
    assert (E : INR m * (y / x - 1) + (INR n - INR m) * ((1 - y) / (1 - x) - 1) =
      - ((y - x) * (INR n * x - INR m) / (x * (1 - x)))) by (field; lra).
    assert (0 <= (y - x) * (INR n * x - INR m) / (x * (1 - x))).
    { apply Rdiv_le_0_compat; [apply Rmult_le_pos; lra|nra]. }
    lra. }
  destruct L as [L|L]; [left; apply exp_increasing; exact L|rewrite L; lra].
Qed.

(** From its own rate x = m/n to p. *)
Theorem point_shift n m x p : probability x -> probability p -> INR m = INR n * x ->
  mean p n (point m) = exp (- (INR n * KL x p)) * mean x n (point m).
Proof.
  intros Hx Hp Hm; rewrite (change_of_measure p x) by assumption; rewrite <- mean_scale.
  apply mean_ext; intros k _; unfold point; destruct (Nat.eqb_spec k m) as [->|]; [|ring].
  rewrite Rmult_1_l, Rmult_1_r; f_equal.
  assert (E : llr p x n m = - llr x p n m).
  { destruct Hx, Hp; unfold llr, log_up, log_down.
    rewrite <- (Rinv_div p x), <- (Rinv_div (1 - p) (1 - x)), !ln_Rinv
      by (apply Rdiv_lt_0_compat; lra); ring. }
  rewrite E, llr_split, Hm; ring.
Qed.

(** KL(x, p) <= (p-x)^2/(2 w), w a lower bound of y(1-y) between. *)
Theorem KL_upper x p w : 0 < x <= p -> p < 1 -> 0 < w -> (forall y, x <= y <= p -> w <= y * (1 - y)) ->
  KL x p <= (p - x) * (p - x) / (2 * w).
Proof.
  intros Hx Hp Hw W.
  pose proof (second_order_upper (fun y => x <= y <= p) (fun y => KL y p)
    (fun y => log_up y p - log_down y p) (fun y => / (y * (1 - y)))) as U.
  assert (U' : KL x p <= KL p p + (log_up p p - log_down p p) * (x - p) + / w / 2 * ((x - p) * (x - p))).
  { apply U; try lra.
    - intros a b c A C H; lra.
    - intros y Hy; unfold KL, log_up, log_down; auto_derive.
      + assert (0 < y / p) by (apply Rdiv_lt_0_compat; lra).
        assert (0 < (1 - y) / (1 - p)) by (apply Rdiv_lt_0_compat; lra).
        unfold Rdiv, Rminus in *; repeat split; lra.
      + unfold Rdiv, Rminus; field; repeat split; lra.
    - intros y Hy; unfold log_up, log_down; auto_derive.
      + assert (0 < y / p) by (apply Rdiv_lt_0_compat; lra).
        assert (0 < (1 - y) / (1 - p)) by (apply Rdiv_lt_0_compat; lra).
        unfold Rdiv, Rminus in *; repeat split; lra.
      + field; repeat split; lra.
    - intros y B; unfold between in B; rewrite Rmin_right, Rmax_left in B by lra.
      specialize (W y B); apply Rinv_le_contravar; lra. }
  assert (Z : log_up p p = 0 /\ log_down p p = 0).
  { unfold log_up, log_down; split; [replace (p / p) with 1 by (field; lra)
      |replace ((1 - p) / (1 - p)) with 1 by (field; lra)]; apply ln_1. }
  destruct Z as [Z1 Z2]; unfold KL at 2 in U'; rewrite Z1, Z2 in U'.
  apply Rle_trans with (1 := U'), Req_le; field; lra.
Qed.
