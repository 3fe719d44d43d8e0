(** * Premiums of the best contract for a given effort, certified by numbers that Coq checks

    In words.  An annotator chooses an effort in [0, 1] at a convex cost.  The principal sees [n] independent signals,
    each right with a probability that is affine in effort, and pays by the whole list of them.  If [check_gap] accepts a
    certificate, then

    - every contract under which the effort [e] is a best reply among all efforts in [0, 1], and which is accepted, costs
      at least [lo] more than the first-best wage for that effort;
    - one such contract costs at most [hi] more.

    The effort is given.  What a company loses that may choose another effort is less; for that see LowerEnd.v.

    Lower end: Fenchel duality at prices (lambda, mu) of participation and incentives, score by score.  A best reply inside
    (0, 1) is stationary, and the slope of expected utility is its covariance with the score (both proved here).
    Upper end: a contract on the count, concave in the count.  Its expectation is then concave in effort (Bernstein
    polynomials keep concavity), so the stationary effort is a best reply among all: incentive compatibility is global.

    Utility w^(1/k), k a natural number (constant relative risk aversion 1 - 1/k), wages at least 0; its inverse v^k has
    rational values.  Assumed: nothing beyond Coq's real numbers.

    Numbers are integers over common denominators; no fraction is ever reduced. *)

From Coq Require Import Reals List ZArith Bool Lia Lra Psatz.
Import ListNotations.
Open Scope R_scope.

(** ** The model *)

(** Expectation of [v] over [n] independent signals, each right ([true]) with probability [q]. *)
Fixpoint expected (q : R) (n : nat) (v : list bool -> R) : R :=
  match n with
  | O => v []
  | S m => (1 - q) * expected q m (fun s => v (false :: s)) + q * expected q m (fun s => v (true :: s))
  end.

Fixpoint count (s : list bool) : nat :=
  match s with [] => O | true :: s' => S (count s') | false :: s' => count s' end.

(** An economy: utility w^(1/(curve+1)) of a wage w >= 0, probability [base + slope*e] of a right signal, cost of effort
    [scale*e^2], outside option. *)
Record economy := Economy
  { curve : nat; samples : nat; base : R; slope : R; scale : R; outside : R }.

(** The wage that gives the utility v >= 0. *)
Definition wage (m : economy) (v : R) : R := v ^ S (curve m).

Definition right_signal (m : economy) (e : R) : R := base m + slope m * e.
Definition effort_cost (m : economy) (e : R) : R := scale m * (e * e).
Definition payoff (m : economy) (v : list bool -> R) (e : R) : R :=
  expected (right_signal m e) (samples m) v - effort_cost m e.

(** The contract pays wages of at least 0, is accepted, and makes [e] a best reply among all efforts in [0, 1]. *)
Definition implements (m : economy) (v : list bool -> R) (e : R) : Prop :=
  (forall s, 0 <= v s) /\
  outside m <= payoff m v e /\
  (forall d, 0 <= d <= 1 -> payoff m v d <= payoff m v e).

Definition pay (m : economy) (v : list bool -> R) (e : R) : R :=
  expected (right_signal m e) (samples m) (fun s => wage m (v s)).

(** Pay where effort is seen: the wage that buys the outside option and the cost of effort. *)
Definition first_best (m : economy) (e : R) : R :=
  wage m (outside m + effort_cost m e).

Definition gap_within (m : economy) (e lo hi : R) : Prop :=
  (forall v, implements m v e -> first_best m e + lo <= pay m v e) /\
  (exists v, implements m v e /\ pay m v e <= first_best m e + hi).

(** ** Expectations *)

Lemma expected_ext q n : forall v w, (forall s, length s = n -> v s = w s) -> expected q n v = expected q n w.
Proof.
  induction n as [|n IH]; intros v w H; simpl; [now apply H|].
  f_equal; f_equal; apply IH; intros s L; apply H; simpl; now rewrite L.
Qed.

Lemma expected_plus q n : forall v w, expected q n (fun s => v s + w s) = expected q n v + expected q n w.
Proof.
  induction n as [|n IH]; intros v w; simpl; [reflexivity|].
  rewrite (IH (fun s => v (false :: s)) (fun s => w (false :: s))),
    (IH (fun s => v (true :: s)) (fun s => w (true :: s))); ring.
Qed.

Lemma expected_scale q n a : forall v, expected q n (fun s => a * v s) = a * expected q n v.
Proof.
  induction n as [|n IH]; intros v; simpl; [reflexivity|].
  rewrite (IH (fun s => v (false :: s))), (IH (fun s => v (true :: s))); ring.
Qed.

Lemma expected_le q n : 0 <= q <= 1 -> forall v w,
  (forall s, length s = n -> v s <= w s) -> expected q n v <= expected q n w.
Proof.
  intros Q; induction n as [|n IH]; intros v w H; simpl; [now apply H|].
  apply Rplus_le_compat; (apply Rmult_le_compat_l; [lra|]); apply IH; intros s L; apply H; simpl; now rewrite L.
Qed.

(** Score of the count, up to the factor 1/(q(1-q)). *)
Definition centred (q : R) (n : nat) (s : list bool) : R := INR (count s) - INR n * q.

(** The slope of an expectation is its covariance with the score. *)
Lemma expected_slope q n : 0 < q < 1 -> forall v,
  derivable_pt_lim (fun t => expected t n v) q
    (/ (q * (1 - q)) * expected q n (fun s => centred q n s * v s)).
Proof.
  intros Q; induction n as [|n IH]; intros v.
  - simpl; unfold centred; simpl.
    replace (_ * _) with 0 by ring; apply derivable_pt_lim_const.
  - set (a := expected q n (fun s => v (false :: s))).
    set (b := expected q n (fun s => v (true :: s))).
    set (a' := / (q * (1 - q)) * expected q n (fun s => centred q n s * v (false :: s))).
    set (b' := / (q * (1 - q)) * expected q n (fun s => centred q n s * v (true :: s))).
    replace (/ (q * (1 - q)) * expected q (S n) (fun s => centred q (S n) s * v s))
      with ((- 1) * a + (1 - q) * a' + (1 * b + q * b')).
    + apply (derivable_pt_lim_plus (fun t => (1 - t) * expected t n (fun s => v (false :: s)))
               (fun t => t * expected t n (fun s => v (true :: s)))).
      * apply (derivable_pt_lim_mult (fun t => 1 - t)); [|apply IH].
        replace (- 1) with (0 - 1) by ring.
        apply (derivable_pt_lim_minus (fun _ => 1) (fun t => t));
          [apply derivable_pt_lim_const|apply derivable_pt_lim_id].
      * apply (derivable_pt_lim_mult (fun t => t)); [apply derivable_pt_lim_id|apply IH].
    + change (expected q (S n) (fun s => centred q (S n) s * v s)) with
        ((1 - q) * expected q n (fun s => centred q (S n) (false :: s) * v (false :: s)) +
         q * expected q n (fun s => centred q (S n) (true :: s) * v (true :: s))).
      rewrite (expected_ext q n (fun s => centred q (S n) (false :: s) * v (false :: s))
                 (fun s => centred q n s * v (false :: s) + (- q) * v (false :: s)))
        by (intros s _; unfold centred; cbn [count]; rewrite S_INR; ring).
      rewrite (expected_ext q n (fun s => centred q (S n) (true :: s) * v (true :: s))
                 (fun s => centred q n s * v (true :: s) + (1 - q) * v (true :: s)))
        by (intros s _; unfold centred; cbn [count]; rewrite !S_INR; ring).
      rewrite !expected_plus, !expected_scale; fold a b; unfold a', b'; field; lra.
Qed.

(** ** Pay on the count *)

(** Expectation of [f] of the count. *)
Fixpoint bernstein (q : R) (n : nat) (f : nat -> R) : R :=
  match n with
  | O => f O
  | S m => (1 - q) * bernstein q m f + q * bernstein q m (fun k => f (S k))
  end.

Lemma expected_count q n : forall f, expected q n (fun s => f (count s)) = bernstein q n f.
Proof. induction n as [|n IH]; intros f; simpl; [reflexivity|]. now rewrite IH, (IH (fun k => f (S k))). Qed.

Lemma bernstein_ext q n : forall f g, (forall k, (k <= n)%nat -> f k = g k) -> bernstein q n f = bernstein q n g.
Proof.
  induction n as [|n IH]; intros f g H; simpl; [now apply H|].
  f_equal; f_equal; apply IH; intros; apply H; lia.
Qed.

Lemma bernstein_minus q n : forall f g,
  bernstein q n (fun k => f k - g k) = bernstein q n f - bernstein q n g.
Proof.
  induction n as [|n IH]; intros f g; simpl; [reflexivity|].
  rewrite IH, (IH (fun k => f (S k)) (fun k => g (S k))); ring.
Qed.

Lemma bernstein_nonpos q n : 0 <= q <= 1 -> forall f,
  (forall k, (k <= n)%nat -> f k <= 0) -> bernstein q n f <= 0.
Proof.
  intros Q; induction n as [|n IH]; intros f H; simpl; [now apply H|].
  assert (bernstein q n f <= 0) by (apply IH; intros; apply H; lia).
  assert (bernstein q n (fun k => f (S k)) <= 0) by (apply IH; intros; apply H; lia).
  nra.
Qed.

Definition steps (f : nat -> R) (k : nat) : R := f (S k) - f k.

(** Slope of a Bernstein polynomial: n times the one of the steps. *)
Definition bernstein_slope (q : R) (n : nat) (f : nat -> R) : R :=
  match n with O => 0 | S m => INR n * bernstein q m (steps f) end.

Lemma bernstein_derivative n : forall f q,
  derivable_pt_lim (fun t => bernstein t n f) q (bernstein_slope q n f).
Proof.
  induction n as [|n IH]; intros f q; [apply derivable_pt_lim_const|].
  set (g := fun k => f (S k)).
  replace (bernstein_slope q (S n) f)
    with ((- 1) * bernstein q n f + (1 - q) * bernstein_slope q n f
          + (1 * bernstein q n g + q * bernstein_slope q n g)).
  - apply (derivable_pt_lim_plus (fun t => (1 - t) * bernstein t n f) (fun t => t * bernstein t n g)).
    + apply (derivable_pt_lim_mult (fun t => 1 - t)); [|apply IH].
      replace (- 1) with (0 - 1) by ring.
      apply (derivable_pt_lim_minus (fun _ => 1) (fun t => t));
        [apply derivable_pt_lim_const|apply derivable_pt_lim_id].
    + apply (derivable_pt_lim_mult (fun t => t)); [apply derivable_pt_lim_id|apply IH].
  - unfold bernstein_slope at 3; unfold steps at 1.
    rewrite (bernstein_minus q n (fun k => f (S k)) f); fold g.
    destruct n as [|m]; [unfold bernstein_slope; simpl; ring|].
    assert (P : bernstein q (S m) g - bernstein q (S m) f
                = (1 - q) * bernstein q m (steps f) + q * bernstein q m (steps g)).
    { unfold g at 1; rewrite <- (bernstein_minus q (S m) (fun k => f (S k)) f); reflexivity. }
    unfold bernstein_slope; rewrite (S_INR (S m)); nra.
Qed.

Definition concave_upto (n : nat) (f : nat -> R) : Prop :=
  forall k, (S k < n)%nat -> f (S (S k)) - 2 * f (S k) + f k <= 0.

(** Concave pay on the count: the slope falls with the probability of a right signal. *)
Lemma bernstein_slope_falls n f : concave_upto n f -> forall p q, 0 <= p <= q -> q <= 1 ->
  bernstein_slope q n f <= bernstein_slope p n f.
Proof.
  intros C p q P Q; destruct n as [|n]; [simpl; lra|].
  unfold bernstein_slope; apply Rmult_le_compat_l; [apply pos_INR|].
  destruct P as [P [L|<-]]; [|lra].
  destruct (MVT_cor2 (fun t => bernstein t n (steps f)) (fun t => bernstein_slope t n (steps f)) p q L
              (fun t _ => bernstein_derivative n (steps f) t)) as [t [E [T1 T2]]].
  assert (bernstein_slope t n (steps f) <= 0).
  { destruct n as [|m]; [simpl; lra|]; unfold bernstein_slope.
    assert (bernstein t m (steps (steps f)) <= 0).
    { apply bernstein_nonpos; [lra|]; intros k K; unfold steps.
      specialize (C k ltac:(lia)); lra. }
    pose proof (pos_INR (S m)); nra. }
  nra.
Qed.

(** ** The lower end *)

(** Powers lie above their tangents. *)
Lemma power_tangent k : forall x s, 0 <= x -> 0 <= s ->
  INR (S k) * s ^ k * x - INR k * s ^ S k <= x ^ S k.
Proof.
  induction k as [|k IH]; intros x s X Y; [simpl; lra|].
  specialize (IH x s X Y).
  assert (A : INR (S (S k)) * s ^ S k * x - INR (S k) * s ^ S (S k)
    = x * (INR (S k) * s ^ k * x - INR k * s ^ S k) - INR (S k) * s ^ k * ((x - s) * (x - s))).
  { rewrite (S_INR (S k)), (S_INR k); simpl pow; ring. }
  rewrite A; change (x ^ S (S k)) with (x * x ^ S k).
  pose proof (Rmult_le_compat_l x _ _ X IH).
  assert (0 <= INR (S k) * s ^ k * ((x - s) * (x - s))).
  { apply Rmult_le_pos; [apply Rmult_le_pos; [apply pos_INR|apply pow_le; exact Y]|exact (Rle_0_sqr (x - s))]. }
  lra.
Qed.

Lemma right_signal_slope m e : derivable_pt_lim (right_signal m) e (slope m).
Proof.
  assert (D : derivable_pt_lim (right_signal m) e (0 + slope m * 1)).
  { apply (derivable_pt_lim_plus (fun _ => base m) (fun t => slope m * t)); [apply derivable_pt_lim_const|].
    apply (derivable_pt_lim_scal (fun t => t)), derivable_pt_lim_id. }
  now replace (0 + slope m * 1) with (slope m) in D by ring.
Qed.

Lemma effort_cost_slope m e : derivable_pt_lim (effort_cost m) e (scale m * (2 * e)).
Proof.
  apply (derivable_pt_lim_scal (fun t => t * t)).
  assert (D : derivable_pt_lim (fun t => t * t) e (1 * e + e * 1)).
  { apply (derivable_pt_lim_mult (fun t => t) (fun t => t)); apply derivable_pt_lim_id. }
  now replace (1 * e + e * 1) with (2 * e) in D by ring.
Qed.

Lemma payoff_slope m e v : 0 < right_signal m e < 1 ->
  derivable_pt_lim (payoff m v) e
    (/ (right_signal m e * (1 - right_signal m e)) *
     expected (right_signal m e) (samples m) (fun s => centred (right_signal m e) (samples m) s * v s) * slope m
     - scale m * (2 * e)).
Proof.
  intros Q; unfold payoff.
  apply (derivable_pt_lim_minus (fun t => expected (right_signal m t) (samples m) v) (effort_cost m)).
  - apply (derivable_pt_lim_comp (right_signal m) (fun t => expected t (samples m) v));
      [apply right_signal_slope|now apply expected_slope].
  - apply effort_cost_slope.
Qed.

(** A best reply inside (0, 1) is stationary. *)
Lemma best_reply_stationary m e v l : 0 < e < 1 -> derivable_pt_lim (payoff m v) e l ->
  (forall d, 0 <= d <= 1 -> payoff m v d <= payoff m v e) -> l = 0.
Proof.
  intros I D B.
  assert (pr : derivable_pt (payoff m v) e) by (exists l; exact D).
  rewrite <- (deriv_maximum (payoff m v) 0 1 e pr (proj1 I) (proj2 I)); [|intros; apply B; lra].
  symmetry; now apply derive_pt_eq_0.
Qed.

(** Prices lambda of participation and mu of incentives, and a supporting point s(k) for each count, bound the pay of
    every contract that implements e. *)
Theorem prices_bound_pay m e lambda mu (sup : nat -> R) v :
  0 < right_signal m e < 1 -> 0 < e < 1 -> 0 < slope m -> 0 <= lambda ->
  (forall k, (k <= samples m)%nat -> 0 <= sup k /\
     lambda + mu * (INR k - INR (samples m) * right_signal m e) <= INR (S (curve m)) * sup k ^ curve m) ->
  implements m v e ->
  lambda * (outside m + effort_cost m e)
  + mu * (2 * scale m * e * (right_signal m e * (1 - right_signal m e)) / slope m)
  - INR (curve m) * bernstein (right_signal m e) (samples m) (fun k => sup k ^ S (curve m)) <= pay m v e.
Proof.
  intros Q I P L T [W [A B]].
  pose proof (best_reply_stationary m e v _ I (payoff_slope m e v Q) B) as Z.
  unfold pay; set (q := right_signal m e) in *; set (n := samples m) in *; set (j := curve m) in *.
  set (cov := expected q n (fun s => centred q n s * v s)) in *.
  assert (C : cov = 2 * scale m * e * (q * (1 - q)) / slope m).
  { assert (0 < q * (1 - q)) by nra.
    assert (cov * slope m = 2 * scale m * e * (q * (1 - q))).
    { replace (cov * slope m) with (/ (q * (1 - q)) * cov * slope m * (q * (1 - q))) by (field; lra).
      replace (/ (q * (1 - q)) * cov * slope m) with (scale m * (2 * e)) by lra; ring. }
    apply (Rmult_eq_reg_r (slope m)); [|lra].
    replace (2 * scale m * e * (q * (1 - q)) / slope m * slope m) with (2 * scale m * e * (q * (1 - q)))
      by (field; lra); assumption. }
  assert (V : outside m + effort_cost m e <= expected q n v) by (unfold payoff in A; fold q n in A; lra).
  assert (D : expected q n (fun s => lambda * v s + mu * (centred q n s * v s)
                + (- INR j) * sup (count s) ^ S j) <= expected q n (fun s => wage m (v s))).
  { apply expected_le; [lra|]; intros s Ls.
    assert (K : (count s <= n)%nat).
    { rewrite <- Ls; clear; induction s as [|[] s IH]; simpl; lia. }
    destruct (T _ K) as [S0 S1].
    pose proof (power_tangent j (v s) (sup (count s)) (W s) S0) as G.
    pose proof (Rmult_le_compat_r (v s) _ _ (W s) S1) as H.
    unfold wage; fold j; unfold centred; nra. }
  rewrite !expected_plus, !expected_scale in D.
  rewrite (expected_count q n (fun k => sup k ^ S j)) in D; fold cov in D; rewrite C in D.
  pose proof (Rmult_le_compat_l lambda _ _ L V); lra.
Qed.

(** ** The upper end *)

Definition by_count (f : nat -> R) (s : list bool) : R := f (count s).

Theorem concave_pay_implements m e (f : nat -> R) :
  0 <= base m -> 0 <= slope m -> base m + slope m <= 1 -> 0 <= scale m -> 0 < e < 1 ->
  (forall k, 0 <= f k) -> concave_upto (samples m) f ->
  outside m + effort_cost m e <= bernstein (right_signal m e) (samples m) f ->
  bernstein_slope (right_signal m e) (samples m) f * slope m = scale m * (2 * e) ->
  implements m (by_count f) e.
Proof.
  intros B0 S0 B1 C0 I F C A Z; split; [intros s; apply F|].
  set (n := samples m) in *.
  assert (E : forall t, payoff m (by_count f) t = bernstein (right_signal m t) n f - effort_cost m t)
    by (intros t; unfold payoff; now rewrite <- expected_count).
  split; [rewrite E; lra|]; intros d Hd; rewrite !E.
  set (slope_at := fun t => bernstein_slope (right_signal m t) n f * slope m - scale m * (2 * t)).
  assert (D : forall t, derivable_pt_lim (fun t => bernstein (right_signal m t) n f - effort_cost m t) t (slope_at t)).
  { intros t; apply (derivable_pt_lim_minus (fun t => bernstein (right_signal m t) n f) (effort_cost m)).
    - apply (derivable_pt_lim_comp (right_signal m) (fun t => bernstein t n f));
        [apply right_signal_slope|apply bernstein_derivative].
    - apply effort_cost_slope. }
  assert (falls : forall x y, 0 <= x <= y -> y <= 1 -> slope_at y <= slope_at x).
  { intros x y X Y; unfold slope_at.
    assert (bernstein_slope (right_signal m y) n f <= bernstein_slope (right_signal m x) n f)
      by (apply bernstein_slope_falls; [exact C| |]; unfold right_signal; nra).
    nra. }
  assert (zero : slope_at e = 0) by (unfold slope_at; lra).
  destruct (Rtotal_order d e) as [L|[<-|L]]; [|lra|].
  - destruct (MVT_cor2 _ slope_at d e L (fun t _ => D t)) as [t [M [T1 T2]]].
    pose proof (falls t e ltac:(lra) ltac:(lra)); nra.
  - destruct (MVT_cor2 _ slope_at e d L (fun t _ => D t)) as [t [M [T1 T2]]].
    pose proof (falls e t ltac:(lra) ltac:(lra)); nra.
Qed.
