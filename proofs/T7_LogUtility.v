(** * T7, logarithmic utility: the optimal contract is linear, for every n

    In words.  u(w) = log(1 + w/a), so that the wage for the utility v is h(v) = a(e^v - 1).
    Whatever the number n of monitored samples, there are a base and a piece rate for
    agreements such that: effort eta is a global best reply to the wage
    base + rate * (number of agreements), the annotator gets exactly U0, and no other
    contract on the whole list of signals that implements eta, and that the annotator
    accepts, costs less in expectation ([log_linear_optimal]).

    - [stationary_optimal]: the sufficient condition, for any h: if the slope of h at the
      pay is lambda + mu * score with lambda >= 0, the contract is optimal.

    Source.  Holmstrom, Bell J. Econ. 10 (1979): 1/u'(w) = lambda + mu * score; for the
    logarithm 1/u'(w) = a + w.

    Assumed: 0 < q(eta) < 1, q' > 0, c' >= 0, and the cost convex in the probability of
    agreement.  Pay may be anything above -a; should the base be below a limited
    liability, that binds and the contract is another. *)

From Coq Require Import Reals List Lra Lia.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import Finite BinomialTilt Samples Curvature BestReply.
From FirstBest Require Import T6_LinearRate.
Import ListNotations.
Open Scope R_scope.

(** h's slope at the pay v is lambda + mu * score: nothing that keeps utility and incentives is cheaper. *)
Theorem stationary_optimal (h : R -> R) q d n lambda mu v v' :
  0 <= q <= 1 -> 0 <= lambda ->
  (forall s, length s = n ->
     h (v s) + (lambda + mu * score q d s) * (v' s - v s) <= h (v' s)) ->
  expect q n v <= expect q n v' ->
  expect q n (fun s => v s * score q d s) = expect q n (fun s => v' s * score q d s) ->
  expect q n (fun s => h (v s)) <= expect q n (fun s => h (v' s)).
Proof.
  intros Hq Hl H Hu Hs.
  pose proof (expect_le q n _ _ Hq H) as L.
  rewrite (expect_ext q n (fun s => h (v s) + (lambda + mu * score q d s) * (v' s - v s))
    (fun s => h (v s) + (lambda * (v' s - v s) +
       mu * (v' s * score q d s - v s * score q d s)))) in L by (intros; ring).
  rewrite !expect_plus, !expect_scale, !expect_minus, Hs in L.
  assert (0 <= lambda * (expect q n v' - expect q n v)) by (apply Rmult_le_pos; lra).
  lra.
Qed.

(** ** The piece rate *)

Definition log_step (rho : R) (k : nat) : R := ln (1 + rho * INR (S k)) - ln (1 + rho * INR k).

Lemma rate_pos rho k : 0 <= rho -> 0 < 1 + rho * INR k.
Proof. intros H; pose proof (pos_INR k); nra. Qed.

Lemma log_step_nonneg rho k : 0 <= rho -> 0 <= log_step rho k.
Proof.
  intros H; unfold log_step.
  assert (ln (1 + rho * INR k) <= ln (1 + rho * INR (S k))); [|lra].
  apply ln_mono; [apply rate_pos; exact H|rewrite S_INR; nra].
Qed.

(** The logarithm is concave. *)
Lemma log_step_decreasing rho k : 0 <= rho -> log_step rho (S k) <= log_step rho k.
Proof.
  intros H; unfold log_step.
  pose proof (rate_pos rho k H) as P0; pose proof (rate_pos rho (S k) H) as P1;
    pose proof (rate_pos rho (S (S k)) H) as P2.
  assert (ln ((1 + rho * INR (S (S k))) * (1 + rho * INR k)) <=
          ln ((1 + rho * INR (S k)) * (1 + rho * INR (S k)))).
  { apply ln_mono; [apply Rmult_lt_0_compat; assumption|]; rewrite !S_INR; nra. }
  rewrite !ln_mult in * by assumption; lra.
Qed.

Lemma mean_first q n : 0 <= q <= 1 -> forall g, (forall k, 0 <= g k) -> (1 - q) ^ n * g O <= mean q n g.
Proof.
  intros Hq; induction n as [|n IH]; intros g Hg; [simpl; lra|].
  cbn [mean pow]; specialize (IH g Hg).
  pose proof (mean_nonneg q Hq n (fun k => g (S k)) (fun k => Hg (S k))).
  assert (0 <= q * mean q n (fun k => g (S k))) by (apply Rmult_le_pos; lra).
  assert ((1 - q) * ((1 - q) ^ n * g O) <= (1 - q) * mean q n g) by (apply Rmult_le_compat_l; lra).
  lra.
Qed.

Lemma mean_continuous q n : forall (g : R -> nat -> R) x,
  (forall k, continuity_pt (fun y => g y k) x) -> continuity_pt (fun y => mean q n (g y)) x.
Proof.
  induction n as [|n IH]; intros g x H; [apply (H O)|].
  apply (continuity_pt_plus (fun y => q * mean q n (fun k => g y (S k)))
                            (fun y => (1 - q) * mean q n (g y))).
  - apply (continuity_pt_mult (fun _ => q) (fun y => mean q n (fun k => g y (S k)))).
    + apply continuity_pt_const; intros a b; reflexivity.
    + apply (IH (fun y k => g y (S k))); intros k; apply H.
  - apply (continuity_pt_mult (fun _ => 1 - q) (fun y => mean q n (g y))).
    + apply continuity_pt_const; intros a b; reflexivity.
    + apply IH; exact H.
Qed.

(** A piece rate gives any incentive asked for: none at rate 0, unboundedly much as the rate grows. *)
Lemma rate_exists q n c0 : probability q -> 0 <= c0 ->
  exists rho, 0 <= rho /\ mean q n (log_step rho) = c0.
Proof.
  intros [Q0 Q1] Hc.
  assert (P : 0 < (1 - q) ^ n) by (apply pow_lt; lra).
  set (top := exp (c0 / (1 - q) ^ n + 1)).
  (* defined on the whole line, to apply the intermediate value theorem *)
  set (F := fun rho => mean q n (log_step (Rabs rho)) - c0).
  assert (T0 : 0 < top) by apply exp_pos.
  assert (C : continuity F).
  { intros x; unfold F.
    apply (continuity_pt_minus (fun y => mean q n (log_step (Rabs y))) (fun _ => c0));
      [|apply continuity_pt_const; intros a b; reflexivity].
    apply (mean_continuous q n (fun y => log_step (Rabs y))); intros k; unfold log_step.
    assert (L : forall j, continuity_pt (fun y => ln (1 + Rabs y * INR j)) x).
    { intros j; apply (continuity_pt_comp (fun y => 1 + Rabs y * INR j) ln).
      - apply (continuity_pt_plus (fun _ => 1) (fun y => Rabs y * INR j));
          [apply continuity_pt_const; intros a b; reflexivity|].
        apply (continuity_pt_mult Rabs (fun _ => INR j));
          [apply Rcontinuity_abs|apply continuity_pt_const; intros a b; reflexivity].
      - apply derivable_continuous_pt; exists (/ (1 + Rabs x * INR j)).
        apply derivable_pt_lim_ln, rate_pos, Rabs_pos. }
    apply (continuity_pt_minus (fun y => ln (1 + Rabs y * INR (S k)))
      (fun y => ln (1 + Rabs y * INR k))); apply L. }
  assert (F0 : F 0 <= 0).
  { unfold F; rewrite Rabs_R0.
    rewrite (mean_ext q n _ (fun _ => 0)); [rewrite mean_const; lra|].
    intros k _; unfold log_step; rewrite !Rmult_0_l; lra. }
  assert (F1 : 0 < F top).
  { unfold F; rewrite Rabs_right by lra.
    pose proof (mean_first q n ltac:(lra) (log_step top)
      (fun k => log_step_nonneg top k ltac:(lra))) as M.
    assert (S0 : log_step top 0 = ln (1 + top)).
    { unfold log_step; simpl; rewrite Rmult_0_r, Rmult_1_r, Rplus_0_r, ln_1; ring. }
    assert (c0 / (1 - q) ^ n + 1 <= ln (1 + top)).
    { rewrite <- (ln_exp (c0 / (1 - q) ^ n + 1)); apply ln_mono; [apply exp_pos|fold top; lra]. }
    rewrite S0 in M.
    assert ((1 - q) ^ n * (c0 / (1 - q) ^ n + 1) <= (1 - q) ^ n * ln (1 + top))
      by (apply Rmult_le_compat_l; lra).
    replace ((1 - q) ^ n * (c0 / (1 - q) ^ n + 1)) with (c0 + (1 - q) ^ n) in * by (field; lra).
    lra. }
  destruct F0 as [F0|F0].
  - destruct (IVT F 0 top C T0 F0 F1) as [x [X Ex]]; exists x; split; [lra|].
    unfold F in Ex; rewrite Rabs_right in Ex by lra; lra.
  - exists 0; split; [lra|]; unfold F in F0; rewrite Rabs_R0 in F0; lra.
Qed.

(** ** The theorem *)

Section Log.
Variables (q c : R -> R) (eta d c1 a U0 : R).
Hypothesis Heta : 0 < eta < 1.
Hypothesis Hq : is_derive q eta d.
Hypothesis Hd : 0 < d.
Hypothesis Pq : probability (q eta).
Hypothesis Hc : is_derive c eta c1.
Hypothesis Hc1 : 0 <= c1.
Hypothesis Q01 : forall e, 0 <= e <= 1 -> 0 <= q e <= 1.
Hypothesis Conv : convex_in_agreement q c.
Hypothesis Ha : 0 < a.

(** Utility of the wage base + rate * k. *)
Definition log_utility (w : R) : R := ln (1 + w / a).

Theorem log_linear_optimal n : (0 < n)%nat -> exists base rate,
  let wage := fun k => base + rate * INR k in
  let v := fun s => log_utility (wage (count s)) in
  - a < base /\ 0 <= rate /\
  implements q c n v eta /\ expect (q eta) n v - c eta = U0 /\
  forall v', implements q c n v' eta -> participates q c U0 n v' eta ->
    expect (q eta) n (fun s => wage (count s)) <=
    expect (q eta) n (fun s => log_wage a (v' s)).
Proof.
  intros Hn; destruct n as [|n]; [lia|]; clear Hn.
  assert (N : 0 < INR (S n)) by (apply lt_0_INR; lia).
  destruct (rate_exists (q eta) n (c1 / (INR (S n) * d)) Pq) as [rho [R0 Foc]].
  { apply Rdiv_le_0_compat; [exact Hc1|apply Rmult_lt_0_compat; assumption]. }
  set (kappa := U0 + c eta - mean (q eta) (S n) (fun k => ln (1 + rho * INR k))).
  set (base := a * (exp kappa - 1)); set (rate := a * exp kappa * rho).
  pose proof (exp_pos kappa) as K0.
  set (w := fun k => kappa + ln (1 + rho * INR k)).
  assert (V : forall k, log_utility (base + rate * INR k) = w k).
  { intros k; unfold log_utility, w.
    replace (1 + (base + rate * INR k) / a) with (exp kappa * (1 + rho * INR k))
      by (unfold base, rate; field; lra).
    rewrite ln_mult, ln_exp; [reflexivity|exact K0|apply rate_pos; exact R0]. }
  assert (Ev : forall p, expect p (S n) (fun s => log_utility (base + rate * INR (count s))) =
                         mean p (S n) w).
  { intros p; rewrite <- expect_count; apply expect_ext; intros s _; apply V. }
  assert (Im : implements q c (S n) (fun s => log_utility (base + rate * INR (count s))) eta).
  { assert (Iw : implements q c (S n) (fun s => w (count s)) eta).
    { apply (concave_contract_implements q c eta d c1); try assumption; [lra| |].
      - intros k; pose proof (log_step_decreasing rho k R0) as L.
        unfold log_step in L; unfold w; lra.
      - rewrite (mean_ext _ n _ (log_step rho)) by (intros; unfold w, log_step; ring).
        rewrite Foc; field; lra. }
    intros e He; rewrite !Ev; specialize (Iw e He); rewrite !(expect_count _ _ w) in Iw; exact Iw. }
  assert (Pa : expect (q eta) (S n) (fun s => log_utility (base + rate * INR (count s))) - c eta = U0).
  { rewrite Ev; unfold w; rewrite mean_plus, mean_const; unfold kappa; ring. }
  exists base, rate; cbv zeta; repeat split; try assumption.
  - assert (0 < a * exp kappa) by (apply Rmult_lt_0_compat; assumption); unfold base; lra.
  - unfold rate; apply Rmult_le_pos; [apply Rmult_le_pos; lra|exact R0].
  - intros v' Im' Pa'.
    set (v := fun s : list bool => log_utility (base + rate * INR (count s))) in *.
    destruct Pq as [P0 P1].
    set (mu := rate * (q eta * (1 - q eta)) / d).
    set (lambda := a + base + rate * (INR (S n) * q eta)).
    assert (W : forall s, log_wage a (v s) = base + rate * INR (count s)).
    { intros s; unfold v, log_wage; rewrite V; unfold w; rewrite exp_plus, exp_ln
        by (apply rate_pos; exact R0); unfold base, rate; ring. }
    rewrite (expect_ext _ _ (fun s => base + rate * INR (count s)) (fun s => log_wage a (v s)))
      by (intros; symmetry; apply W).
    apply (stationary_optimal (log_wage a) (q eta) d (S n) lambda mu); [lra| | | |].
    + assert (0 < a * exp kappa) by (apply Rmult_lt_0_compat; assumption).
      assert (0 <= rate * (INR (S n) * q eta)).
      { apply Rmult_le_pos; [unfold rate; apply Rmult_le_pos; lra|apply Rmult_le_pos; lra]. }
      unfold lambda, base; lra.
    + intros s Hs.
      assert (Sl : lambda + mu * score (q eta) d s = a * exp (v s)).
      { pose proof (W s) as Ws; unfold log_wage in Ws.
        replace (a * exp (v s)) with (a + a * (exp (v s) - 1)) by ring; rewrite Ws.
        rewrite score_count, Hs by (split; assumption); unfold lambda, mu; field; lra. }
      rewrite Sl; unfold log_wage.
      pose proof (exp_ineq1_le (v' s - v s)) as E.
      replace (v' s) with (v s + (v' s - v s)) at 2 by ring; rewrite exp_plus.
      pose proof (exp_pos (v s)) as Es.
      assert (exp (v s) * (1 + (v' s - v s)) <= exp (v s) * exp (v' s - v s))
        by (apply Rmult_le_compat_l; lra).
      assert (a * (exp (v s) * (1 + (v' s - v s))) <= a * (exp (v s) * exp (v' s - v s)))
        by (apply Rmult_le_compat_l; lra).
      lra.
    + unfold participates in Pa'; lra.
    + rewrite (first_order q c (S n) v eta d c1), (first_order q c (S n) v' eta d c1);
        [reflexivity|..]; try assumption; split; assumption.
Qed.
End Log.
