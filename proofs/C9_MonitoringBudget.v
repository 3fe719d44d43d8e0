(** * C9 monitoring-budget

    In words.  A monitored sample costs m > 0.
    - Linear contracts lose K/n + m n; the least loss is 2 sqrt(K m), reached at
      n = sqrt(K/m) and nowhere else ([linear_budget]).
    - Binary contracts lose K/sqrt(n log n) + m n.  The saving of a further sample,
      K (log n + 1) / (2 (n log n)^(3/2)), decreases strictly on n > 1, so the
      first-order condition has at most one solution, and a solution is the
      unique minimum over n > 1 ([binary_budget]).  There is one for every m > 0
      ([binary_solution]).

    Source.  The constants K are those of T5 and T6; the rest is calculus.

    Assumed.  n is real (the loss is read at the integers around the optimum); the
    losses are the leading terms that T5 and T6 give. *)

From Coq Require Import Reals Lra.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import Mills.
Open Scope R_scope.

Definition linear_loss (K m n : R) : R := K / n + m * n.

Theorem linear_budget K m : 0 < K -> 0 < m ->
  let best := sqrt (K / m) in
  0 < best /\ linear_loss K m best = 2 * sqrt (K * m) /\
  forall n, 0 < n -> 2 * sqrt (K * m) <= linear_loss K m n /\
    (linear_loss K m n = 2 * sqrt (K * m) -> n = best).
Proof.
  intros HK Hm best.
  set (a := sqrt K); set (b := sqrt m).
  assert (A : 0 < a) by (apply sqrt_lt_R0; exact HK).
  assert (B : 0 < b) by (apply sqrt_lt_R0; exact Hm).
  assert (AA : K = a * a) by (symmetry; apply sqrt_sqrt; lra).
  assert (BB : m = b * b) by (symmetry; apply sqrt_sqrt; lra).
  assert (E : best = a / b) by (unfold best; apply sqrt_div_alt; exact Hm).
  assert (S : sqrt (K * m) = a * b) by (apply sqrt_mult; lra).
  assert (P : 0 < best) by (rewrite E; apply Rdiv_lt_0_compat; assumption).
  assert (Gap : forall n, 0 < n ->
    linear_loss K m n = 2 * (a * b) + (a - b * n) * (a - b * n) / n).
  { intros n Hn; unfold linear_loss; rewrite AA, BB; field; lra. }
  rewrite S; split; [exact P|split].
  - rewrite Gap by exact P; rewrite E; field; lra.
  - intros n Hn; rewrite Gap by exact Hn; split.
    + assert (0 <= (a - b * n) * (a - b * n) / n) by
        (apply Rdiv_le_0_compat; [apply Rle_0_sqr|exact Hn]); lra.
    + intros H; assert (Z : (a - b * n) * (a - b * n) / n = 0) by lra.
      assert (Q : (a - b * n) * (a - b * n) = 0).
      { replace ((a - b * n) * (a - b * n)) with ((a - b * n) * (a - b * n) / n * n) by (field; lra).
        rewrite Z; ring. }
      apply Rsqr_0_uniq in Q; rewrite E; apply Rmult_eq_reg_l with b; [|lra].
      replace (b * (a / b)) with a by (field; lra); lra.
Qed.

(** ** Binary contracts *)

Definition binary_loss (K m n : R) : R := K / sqrt (n * ln n) + m * n.

(** What a further sample saves: minus the derivative of the first term. *)
Definition binary_saving (K n : R) : R := K * (ln n + 1) / (2 * (n * ln n * sqrt (n * ln n))).

Lemma ln_pos n : 1 < n -> 0 < ln n.
Proof. intros H; rewrite <- ln_1; apply ln_increasing; lra. Qed.

Lemma binary_loss_derive K m n : 1 < n ->
  is_derive (binary_loss K m) n (m - binary_saving K n).
Proof.
  intros Hn; pose proof (ln_pos n Hn) as L.
  assert (P : 0 < n * ln n) by nra.
  assert (S : 0 < sqrt (n * ln n)) by (apply sqrt_lt_R0; exact P).
  assert (SS : sqrt (n * ln n) * sqrt (n * ln n) = n * ln n) by (apply sqrt_sqrt; lra).
  unfold binary_loss, binary_saving; auto_derive.
  - repeat split; lra.
  - set (r := sqrt (n * ln n)) in *.
    assert (E : ln n = r * r / n) by (rewrite SS; field; lra).
    rewrite E; field; lra.
Qed.

Lemma binary_saving_decreasing K x y : 0 < K -> 1 < x -> x < y ->
  binary_saving K y < binary_saving K x.
Proof.
  intros HK Hx Hy.
  assert (F : forall n, 1 < n -> binary_saving K n =
    K / 2 * ((/ n + / (n * ln n)) * / sqrt (n * ln n))).
  { intros n Hn; pose proof (ln_pos n Hn).
    assert (0 < sqrt (n * ln n)) by (apply sqrt_lt_R0; nra).
    unfold binary_saving; field; lra. }
  rewrite !F by lra.
  pose proof (ln_pos x Hx) as Lx; assert (Lxy : ln x < ln y) by (apply ln_increasing; lra).
  assert (P : 0 < x * ln x) by nra.
  assert (Q : x * ln x < y * ln y) by nra.
  assert (S : 0 < sqrt (x * ln x)) by (apply sqrt_lt_R0; exact P).
  assert (T : sqrt (x * ln x) < sqrt (y * ln y)) by (apply sqrt_lt_1; lra).
  assert (I1 : / y < / x) by (apply Rinv_lt_contravar; nra).
  assert (I2 : / (y * ln y) < / (x * ln x)) by (apply Rinv_lt_contravar; nra).
  assert (I3 : / sqrt (y * ln y) < / sqrt (x * ln x)) by (apply Rinv_lt_contravar; nra).
  assert (0 < / y) by (apply Rinv_0_lt_compat; lra).
  assert (0 < / (y * ln y)) by (apply Rinv_0_lt_compat; lra).
  assert (0 < / sqrt (y * ln y)) by (apply Rinv_0_lt_compat; lra).
  apply Rmult_lt_compat_l; [lra|].
  apply Rmult_le_0_lt_compat; lra.
Qed.

(** The first-order condition has a solution: the saving falls from above every price, next to n = 1, to below. *)
Theorem binary_solution K m : 0 < K -> 0 < m -> exists best, 1 < best /\ binary_saving K best = m.
Proof.
  intros HK Hm.
  set (f := fun t => m - K * (t + 1) / (2 * (exp t * t * sqrt (exp t * t)))).
  assert (F : forall t, f t = m - binary_saving K (exp t)) by (intros t; unfold f, binary_saving; rewrite ln_exp; reflexivity).
  set (a := Rmin (1 / 3) (K / (8 * m))); set (b := Rmax 1 (K / m + 1)).
  assert (A0 : 0 < a) by (apply Rmin_glb_lt; [lra|apply Rdiv_lt_0_compat; lra]).
  assert (A1 : a <= 1 / 3) by apply Rmin_l.
  assert (A2 : a * (8 * m) <= K).
  { apply Rle_trans with (K / (8 * m) * (8 * m)); [apply Rmult_le_compat_r; [lra|apply Rmin_r]|right; field; lra]. }
  assert (B1 : 1 <= b) by apply Rmax_l.
  assert (B2 : K / m + 1 <= b) by apply Rmax_r.
  assert (Root : forall t, 0 < t -> 0 < exp t * t /\ 0 < sqrt (exp t * t)).
  { intros t T; pose proof (exp_pos t); split; [nra|apply sqrt_lt_R0; nra]. }
  (* next to n = 1 *)
  assert (Fa : f a < 0).
  { pose proof (Root a A0) as [L0 S0].
    assert (E : exp a < 3).
    { apply Rlt_le_trans with (2 := exp_le_3); apply exp_increasing; lra. }
    assert (L1 : exp a * a <= 1) by nra.
    assert (S1 : sqrt (exp a * a) <= 1) by (apply Rle_trans with (sqrt 1); [apply sqrt_le_1; lra|rewrite sqrt_1; lra]).
    set (x := exp a * a) in *; set (r := sqrt x) in *.
    assert (X1 : x <= 3 * a) by (unfold x; apply Rmult_le_compat_r; lra).
    assert (X : x * r <= 3 * a).
    { apply Rle_trans with (x * 1); [apply Rmult_le_compat_l; lra|lra]. }
    assert (Y : 0 < x * r) by (apply Rmult_lt_0_compat; assumption).
    assert (m < K * (a + 1) / (2 * (x * r))); [|unfold f; fold x r; lra].
    apply Rmult_lt_reg_r with (2 * (x * r)); [lra|].
    replace (K * (a + 1) / (2 * (x * r)) * (2 * (x * r))) with (K * (a + 1)) by (field; split; lra).
    assert (m * (2 * (x * r)) <= m * (2 * (3 * a))) by (apply Rmult_le_compat_l; lra).
    assert (0 < K * a) by (apply Rmult_lt_0_compat; assumption); lra. }
  (* far out *)
  assert (Fb : 0 < f b).
  { assert (P : 0 < b) by lra; pose proof (Root b P) as [L0 S0].
    assert (E : 1 + b < exp b) by (apply exp_ineq1; lra).
    assert (L1 : 1 <= exp b * b) by nra.
    assert (S1 : 1 <= sqrt (exp b * b)) by (apply Rle_trans with (sqrt 1); [rewrite sqrt_1; lra|apply sqrt_le_1; lra]).
    assert (Kb : K < m * b).
    { apply Rlt_le_trans with (m * (K / m + 1)); [|apply Rmult_le_compat_l; lra].
      replace (m * (K / m + 1)) with (K + m) by (field; lra); lra. }
    set (x := exp b * b) in *; set (r := sqrt x) in *.
    assert (X1 : (1 + b) * b <= x) by (unfold x; apply Rmult_le_compat_r; lra).
    assert (X : (1 + b) * b <= x * r).
    { apply Rle_trans with (x * 1); [lra|apply Rmult_le_compat_l; lra]. }
    assert (Y : 0 < x * r) by (apply Rmult_lt_0_compat; lra).
    assert (K * (b + 1) / (2 * (x * r)) < m); [|unfold f; fold x r; lra].
    apply Rmult_lt_reg_r with (2 * (x * r)); [lra|].
    replace (K * (b + 1) / (2 * (x * r)) * (2 * (x * r))) with (K * (b + 1)) by (field; split; lra).
    assert (m * (2 * ((1 + b) * b)) <= m * (2 * (x * r))) by (apply Rmult_le_compat_l; lra).
    assert (K * (1 + b) < m * b * (1 + b)) by (apply Rmult_lt_compat_r; lra).
    assert (0 < m * b * (1 + b)) by (apply Rmult_lt_0_compat; [apply Rmult_lt_0_compat|]; lra); lra. }
  destruct (Ranalysis5.IVT_interv f a b) as [t [T Z]]; try assumption; try lra.
  - intros t T; apply continuity_pt_filterlim, (ex_derive_continuous (V := R_NormedModule)).
    pose proof (Root t ltac:(lra)) as [L0 S0]; unfold f; auto_derive.
    repeat split; try lra; nra.
  - exists (exp t); split.
    + rewrite <- exp_0; apply exp_increasing; lra.
    + rewrite F in Z; lra.
Qed.

Theorem binary_budget K m best : 0 < K -> 1 < best -> binary_saving K best = m ->
  (forall n, 1 < n -> binary_saving K n = m -> n = best) /\
  (forall n, 1 < n -> n <> best -> binary_loss K m best < binary_loss K m n).
Proof.
  intros HK Hb Foc; split.
  - intros n Hn E; destruct (Rtotal_order n best) as [L|[L|L]]; [|exact L|].
    + pose proof (binary_saving_decreasing K n best HK Hn L); lra.
    + pose proof (binary_saving_decreasing K best n HK Hb L); lra.
  - intros n Hn Ne.
    set (d := fun x => m - binary_saving K x).
    assert (D : forall x, 1 < x -> is_derive (binary_loss K m) x (d x))
      by (intros; apply binary_loss_derive; assumption).
    destruct (Rtotal_order n best) as [L|[L|L]]; [|contradiction|].
    + set (h := (n + best) / 2).
      assert (binary_loss K m best <= binary_loss K m h).
      { apply (derive_nonpos_ge (binary_loss K m) d h best); unfold h; [lra| |].
        - intros x Hx; apply D; lra.
        - intros x Hx; unfold d; destruct (Req_dec x best) as [->|N]; [lra|].
          pose proof (binary_saving_decreasing K x best HK ltac:(lra) ltac:(lra)); lra. }
      assert (binary_loss K m h < binary_loss K m n); [|lra].
      destruct (MVT_gen (binary_loss K m) n h d) as [x [Hx E]];
        rewrite ?Rmin_left, ?Rmax_right in * by (unfold h; lra).
      * intros x Hx; apply D; lra.
      * intros x Hx; apply continuity_pt_filterlim.
        apply (ex_derive_continuous (V := R_NormedModule)); exists (d x); apply D; lra.
      * assert (d x < 0).
        { unfold d; pose proof (binary_saving_decreasing K x best HK ltac:(lra)
            ltac:(unfold h in *; lra)); lra. }
        unfold h in *; nra.
    + set (h := (n + best) / 2).
      assert (binary_loss K m best <= binary_loss K m h).
      { apply (derive_nonneg_le (binary_loss K m) d best h); unfold h; [lra| |].
        - intros x Hx; apply D; lra.
        - intros x Hx; unfold d; destruct (Req_dec x best) as [->|N]; [lra|].
          pose proof (binary_saving_decreasing K best x HK ltac:(lra) ltac:(lra)); lra. }
      assert (binary_loss K m h < binary_loss K m n); [|lra].
      destruct (MVT_gen (binary_loss K m) h n d) as [x [Hx E]];
        rewrite ?Rmin_left, ?Rmax_right in * by (unfold h; lra).
      * intros x Hx; apply D; unfold h in *; lra.
      * intros x Hx; apply continuity_pt_filterlim.
        apply (ex_derive_continuous (V := R_NormedModule)); exists (d x); apply D; unfold h in *; lra.
      * assert (0 < d x).
        { unfold d; pose proof (binary_saving_decreasing K best x HK ltac:(lra)
            ltac:(unfold h in *; lra)); lra. }
        unfold h in *; nra.
Qed.
