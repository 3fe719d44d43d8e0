(** * T6 for linear wages: n times the gap of the contracts max(w_min, alpha + beta S/n) tends to K_lin

    In words.  The company pays max(w_min, alpha + beta S/n) for S agreements among n samples and chooses alpha,
    beta and the effort among the annotator's best replies.  The gap of the best of these contracts has
    n Delta_n -> K_lin = h''(ubar) c'(eta)^2 / (2 I(eta)), eta the first-best effort ([linear_wage_gap]).  No
    contract on the list of signals does better by more than o(1/n), so the gap of all contracts has the same limit
    ([wage_floor_gap]); with a floor on the wage that may bind, and a cost that is convex, not necessarily strongly.

    From above.  Pay beta = h'(ubar) c'/q' per share of agreements and (K_lin + tau)/n on top ([wage],
    T6_WageMoments.v).  Some effort is a best reply, the expected utility being a polynomial in q.  It earns the
    annotator what eta does or more, and eta U0, by Taylor's formula ([accepted]).  A best reply far from eta would
    need a mean wage above what the contract pays ([replies_near]: Jensen); near eta the pay's utility is strictly
    concave, which settles (q(e) - q(eta))^2 = o(1/n) ([replies_close]); and V - beta q is stationary at eta, so the
    company loses o(1/n) to the effort not being eta, whichever best reply it is ([linear_wage_attains]).
    From below: T7_Gap.v.

    Source.  This project.

    Assumed.  As T7_Gap.v: h a [smooth_wage] and nondecreasing; q in (0,1) with q' > 0, c' > 0 on (0,1), c' continuous
    at eta; the cost convex in the probability of agreement; eta in (0,1) the first best, and efforts at a distance from
    it worse by a fixed amount.  Also q and c continuous on [0,1], c >= 0; V differentiable on (0,1), and V' and q'
    differentiable at eta; u the utility of every wage from the floor w_min on, with u(w_min) < U0. *)

From Coq Require Import Reals List Lra Lia.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import Finite BinomialTilt Samples Curvature ConvexWage BestReply.
From FirstBest.Lib Require Import Nearby Suprema Slopes UtilityTaylor.
From FirstBest.Lib Require Eventually.
From FirstBest Require Import T7_Limit T7_LimitInstances T7_Gap T6_WageMoments.
Open Scope R_scope.

(** A bound for all n from C/a on. *)
Lemma over_n C a : 0 <= C -> 0 < a -> Eventually.eventually (fun n => 1 <= INR n /\ C / INR n <= a).
Proof.
  intros C0 A0; assert (Z : 0 <= C / a) by (apply Rdiv_le_0_compat; lra).
  apply Eventually.eventually_impl with (2 := Eventually.eventually_ge (1 + C / a)); intros n N; split; [lra|].
  apply Rmult_le_reg_r with (INR n); [lra|]; replace (C / INR n * INR n) with (C / a * a) by (field; lra).
  rewrite (Rmult_comm a); apply Rmult_le_compat_r; lra.
Qed.

(** ** The economy *)

Section Economy.
Variables (q q1 c c1 V V1 : R -> R) (eta q2 V2 U0 : R) (pay : R -> Prop) (h h1 h2 u : R -> R) (floor : R).
Hypothesis Heta : 0 < eta < 1.
Hypothesis Hq : forall e, 0 < e < 1 -> is_derive q e (q1 e).
Hypothesis Hq1 : forall e, 0 < e < 1 -> 0 < q1 e.
Hypothesis Hq2 : is_derive q1 eta q2.
Hypothesis Cq : forall e, 0 <= e <= 1 -> continuity_pt q e.
Hypothesis Pq : forall e, 0 < e < 1 -> probability (q e).
Hypothesis Q01 : forall e, 0 <= e <= 1 -> 0 <= q e <= 1.
Hypothesis Hc : forall e, 0 < e < 1 -> is_derive c e (c1 e).
Hypothesis Hc1 : forall e, 0 < e < 1 -> 0 < c1 e.
Hypothesis Cc : forall e, 0 <= e <= 1 -> continuity_pt c e.
Hypothesis Cc1 : continuity_pt c1 eta.
Hypothesis Cpos : forall e, 0 <= e <= 1 -> 0 <= c e.
Hypothesis Conv : convex_in_agreement q c.
Hypothesis HV : forall e, 0 < e < 1 -> is_derive V e (V1 e).
Hypothesis HV2 : is_derive V1 eta V2.
Hypothesis Sm : smooth_wage pay h h1 h2.
Hypothesis Mono : forall x, pay x -> 0 <= h1 x.
Hypothesis Pay : forall e, 0 <= e <= 1 -> pay (U0 + c e).
Hypothesis Best : forall e, 0 <= e <= 1 -> full_payoff c V U0 h e <= first_best c V eta U0 h.
Hypothesis Separated : forall r, 0 < r -> exists g, 0 < g /\
  forall e, 0 <= e <= 1 -> r <= Rabs (e - eta) -> full_payoff c V U0 h e <= first_best c V eta U0 h - g.
(** The utility of a wage, from the least wage on, which is worth less than the outside option. *)
Hypothesis Buys : forall w, floor <= w -> pay (u w) /\ h (u w) = w.
Hypothesis Floor : u floor < U0.

Let ubar := U0 + c eta.
Let p := q eta.
Let kap := c1 eta / q1 eta.
Let s := h1 ubar.
Let beta := s * kap.
Let K := h2 ubar * (c1 eta * c1 eta / (2 * information (q eta) (q1 eta))).

(** The best of these contracts: each is w(s) = max(w_min, alpha + beta S/n), worth u(w) to the annotator. *)
Definition linear_payoffs (n : nat) (x : R) : Prop := exists e alpha beta, 0 <= e <= 1 /\
  let w := fun s => linear_wage floor alpha beta n (count s) in
  implements q c n (fun s => u (w s)) e /\ participates q c U0 n (fun s => u (w s)) e /\
  x = V e - expect (q e) n w.

Let Hi := wage_interval _ _ _ _ Sm.
Let D1 := wage_slope _ _ _ _ Sm.
Let D2 := wage_curvature _ _ _ _ Sm.
Let Strict := wage_convex _ _ _ _ Sm.
Let Cv : forall x, pay x -> 0 <= h2 x := fun x X => Rlt_le _ _ (Strict x X).

Lemma bar_paid : pay ubar.
Proof. apply Pay; lra. Qed.

Lemma floor_utility : pay (u floor) /\ h (u floor) = floor.
Proof. apply Buys; lra. Qed.

Lemma outside_paid : pay U0.
Proof.
  pose proof (Cpos eta ltac:(lra)); apply (Hi (u floor) _ ubar (proj1 floor_utility) bar_paid); unfold ubar; lra.
Qed.

Lemma floor_under : floor < h U0 /\ h U0 <= h ubar.
Proof.
  destruct floor_utility as [P E]; pose proof (Cpos eta ltac:(lra)); split.
  - rewrite <- E at 1; apply (wage_increases_strictly pay h h1 h2 Hi D1 D2 Strict Mono); try assumption.
    apply outside_paid.
  - apply (wage_increases pay h h1 h2 Hi D1 D2 Strict Mono); [apply outside_paid|apply bar_paid|unfold ubar; lra].
Qed.

Lemma ratio_positive : 0 < kap.
Proof. apply Rdiv_lt_0_compat; [apply Hc1|apply Hq1]; exact Heta. Qed.

Lemma s_positive : 0 < s.
Proof.
  apply (slope_positive pay h1 h2 Hi D2 Strict Mono (u floor)); [apply floor_utility|apply bar_paid|].
  pose proof (Cpos eta ltac:(lra)); unfold ubar; lra.
Qed.

(** ** Efforts near eta *)

(** At the first best the value of effort rises as the wage for it: V' = h' c' = beta q'. *)
Lemma first_order_value : V1 eta = beta * q1 eta.
Proof.
  pose proof (Hq1 eta Heta) as Q1.
  assert (D : is_derive (fun e => V e - h (U0 + c e)) eta (V1 eta - c1 eta * s)).
  { apply (is_derive_minus V (fun e => h (U0 + c e)) eta (V1 eta) (c1 eta * s)); [apply HV, Heta|].
    apply (is_derive_comp h (fun e => U0 + c e) eta s (c1 eta)); [apply D1, bar_paid|].
    replace (c1 eta) with (0 + c1 eta) by ring.
    apply (is_derive_plus (fun _ => U0) c eta 0 (c1 eta)); [apply @is_derive_const|apply Hc, Heta]. }
  apply (interior_maximum _ _ _ Heta) in D; [|exact Best].
  unfold beta, kap; replace (s * (c1 eta / q1 eta) * q1 eta) with (c1 eta * s) by (field; lra); lra.
Qed.

(** So V - beta q is stationary there. *)
Lemma value_near : exists r C, 0 < r /\ 0 <= C /\ forall e, Rabs (e - eta) < r ->
  V eta + beta * (q e - p) - C * ((e - eta) * (e - eta)) <= V e.
Proof.
  set (f := fun e => V e - beta * q e); set (f1 := fun e => V1 e - beta * q1 e).
  destruct (stationary f f1 (V2 - beta * q2) eta (Rmin eta (1 - eta))) as [r [C [R0 [C0 H]]]].
  - apply Rmin_glb_lt; lra.
  - intros y Y; pose proof (Rmin_l eta (1 - eta)); pose proof (Rmin_r eta (1 - eta)); apply Rabs_lt_between in Y.
    apply (is_derive_minus V (fun e => beta * q e) y (V1 y) (beta * q1 y)); [apply HV; lra|].
    apply (is_derive_scal q y beta (q1 y)); apply Hq; lra.
  - unfold f1; rewrite first_order_value; ring.
  - apply (is_derive_minus V1 (fun e => beta * q1 e) eta V2 (beta * q2)); [exact HV2|].
    apply (is_derive_scal q1 eta beta q2 Hq2).
  - exists r, C; split; [exact R0|split; [exact C0|]]; intros e E; specialize (H e E); unfold f in H; unfold p; lra.
Qed.

Lemma agreement_increases x y : 0 <= x -> x < y -> y <= 1 -> q x < q y.
Proof.
  intros X L Y; set (df := fun z => if Rlt_dec 0 z then if Rlt_dec z 1 then q1 z else 1 else 1).
  assert (E : forall z, 0 < z < 1 -> df z = q1 z).
  { intros z Z; unfold df; destruct (Rlt_dec 0 z); [destruct (Rlt_dec z 1); [reflexivity|lra]|lra]. }
  assert (P : forall z, 0 < df z).
  { intros z; unfold df; destruct (Rlt_dec 0 z); [destruct (Rlt_dec z 1); [apply Hq1; lra|lra]|lra]. }
  destruct (MVT_gen q x y df) as [z [_ Ez]].
  - rewrite Rmin_left, Rmax_right by lra; intros z Z; rewrite E by lra; apply Hq; lra.
  - rewrite Rmin_left, Rmax_right by lra; intros z Z; apply Cq; lra.
  - assert (0 < df z * (y - x)) by (apply Rmult_lt_0_compat; [apply P|lra]); lra.
Qed.

(** An effort whose agreement is near that of eta is near eta, in proportion. *)
Lemma effort_near r : 0 < r -> exists rho, 0 < rho /\ forall e, 0 <= e <= 1 -> Rabs (q e - p) < rho ->
  Rabs (e - eta) < r /\ (e - eta) * (e - eta) <= 4 / (q1 eta * q1 eta) * ((q e - p) * (q e - p)).
Proof.
  intros Rp; pose proof (Hq1 eta Heta) as Q1.
  destruct (slope_estimate q eta (q1 eta) (q1 eta / 2) (Hq eta Heta) ltac:(lra)) as [r1 [R1 S]].
  set (t := Rmin (Rmin r r1) (Rmin eta (1 - eta)) / 2).
  assert (T0 : 0 < Rmin (Rmin r r1) (Rmin eta (1 - eta))) by (repeat apply Rmin_glb_lt; lra).
  assert (T1 : Rmin (Rmin r r1) (Rmin eta (1 - eta)) <= r) by (eapply Rle_trans; [apply Rmin_l|apply Rmin_l]).
  assert (T2 : Rmin (Rmin r r1) (Rmin eta (1 - eta)) <= r1) by (eapply Rle_trans; [apply Rmin_l|apply Rmin_r]).
  assert (T3 : Rmin (Rmin r r1) (Rmin eta (1 - eta)) <= eta) by (eapply Rle_trans; [apply Rmin_r|apply Rmin_l]).
  assert (T4 : Rmin (Rmin r r1) (Rmin eta (1 - eta)) <= 1 - eta) by (eapply Rle_trans; [apply Rmin_r|apply Rmin_r]).
  assert (U : q eta < q (eta + t)) by (apply agreement_increases; unfold t; lra).
  assert (L : q (eta - t) < q eta) by (apply agreement_increases; unfold t; lra).
  exists (Rmin (q (eta + t) - p) (p - q (eta - t))); split; [apply Rmin_glb_lt; unfold p; lra|].
  intros e He H; apply Rabs_lt_between in H.
  pose proof (Rmin_l (q (eta + t) - p) (p - q (eta - t))); pose proof (Rmin_r (q (eta + t) - p) (p - q (eta - t))).
  assert (N : Rabs (e - eta) <= t).
  { apply Rabs_le_between; split.
    - destruct (Rle_or_lt (eta - t) e) as [O|O]; [lra|].
      pose proof (agreement_increases e (eta - t) ltac:(lra) O ltac:(unfold t; lra)); lra.
    - destruct (Rle_or_lt e (eta + t)) as [O|O]; [lra|].
      pose proof (agreement_increases (eta + t) e ltac:(unfold t; lra) O ltac:(lra)); lra. }
  assert (N' : Rabs (e - eta) < r /\ Rabs (e - eta) < r1) by (unfold t in N; lra).
  split; [apply N'|]; specialize (S e (proj2 N')); fold p in S.
  assert (B : q1 eta / 2 * Rabs (e - eta) <= Rabs (q e - p)).
  { assert (Q : Rabs (q1 eta * (e - eta)) <= Rabs (q e - p) + Rabs (q e - p - q1 eta * (e - eta))).
    { replace (q1 eta * (e - eta)) with ((q e - p) - (q e - p - q1 eta * (e - eta))) at 1 by ring.
      apply Rle_trans with (1 := Rabs_triang _ _); rewrite Rabs_Ropp; lra. }
    rewrite Rabs_mult, (Rabs_right (q1 eta)) in Q by lra; lra. }
  replace ((e - eta) * (e - eta)) with (Rabs (e - eta) * Rabs (e - eta))
    by (rewrite <- Rabs_mult; apply Rabs_right, Rle_ge, Rle_0_sqr).
  replace ((q e - p) * (q e - p)) with (Rabs (q e - p) * Rabs (q e - p))
    by (rewrite <- Rabs_mult; apply Rabs_right, Rle_ge, Rle_0_sqr).
  set (x := Rabs (e - eta)) in *; set (y := Rabs (q e - p)) in *.
  assert (X0 : 0 <= x) by apply Rabs_pos.
  replace (x * x) with (4 / (q1 eta * q1 eta) * ((q1 eta / 2 * x) * (q1 eta / 2 * x))) by (field; lra).
  assert (P : 0 <= q1 eta / 2 * x) by (apply Rmult_le_pos; lra).
  apply Rmult_le_compat_l; [apply Rdiv_le_0_compat; nra|apply Rmult_le_compat; assumption].
Qed.

(** ** The contract with a on top, a > K_lin *)

Section Contract.
Variable a : R.
Hypothesis Ha : K < a.

Let w := wage h h1 floor ubar p kap a.
Let x := utility h h1 u floor ubar p kap a.
Let A := bend h1 h2 ubar.

(** What effort e is worth to the annotator. *)
Definition worth (n : nat) (e : R) : R := mean (q e) n (x n) - c e.

Lemma best_reply_exists n : exists e, 0 <= e <= 1 /\ forall e', 0 <= e' <= 1 -> worth n e' <= worth n e.
Proof.
  destruct (continuity_ab_maj (worth n) 0 1 ltac:(lra)) as [e [M E]].
  - intros e He; apply (continuity_pt_minus (fun e => mean (q e) n (x n)) c); [|apply Cc, He].
    apply mean_continuous, Cq, He.
  - exists e; split; [exact E|exact M].
Qed.

Lemma K_positive : 0 < K.
Proof.
  pose proof (Hc1 eta Heta) as C1; pose proof (Hq1 eta Heta) as Q1; pose proof (Strict ubar bar_paid) as H2.
  pose proof (information_pos (q eta) (q1 eta) (Pq eta Heta) ltac:(lra)) as I0.
  apply Rmult_lt_0_compat; [exact H2|]; apply Rdiv_lt_0_compat; [nra|lra].
Qed.

Lemma a_nonneg : 0 <= a.
Proof. pose proof K_positive; lra. Qed.

Lemma floor_strictly_under : floor < h ubar.
Proof. pose proof floor_under; lra. Qed.

Lemma A_positive : 0 < A.
Proof. apply (bend_positive pay h h1 h2 u floor Sm Mono Buys ubar bar_paid floor_strictly_under). Qed.

Lemma beta_positive : 0 < beta.
Proof. apply Rmult_lt_0_compat; [apply s_positive|apply ratio_positive]. Qed.

(** K_lin by the constant of Taylor's formula. *)
Lemma K_bend : A * (beta * beta * (p * (1 - p))) = K / s.
Proof.
  pose proof s_positive; pose proof (Hq1 eta Heta); assert (P : 0 < p < 1) by (apply Pq, Heta).
  unfold A, bend, K, beta, kap, information; fold s p; field; repeat split; lra.
Qed.

(** From some n on the annotator gets more than U0 at eta. *)
Lemma accepted : Eventually.eventually (fun n => U0 <= worth n eta).
Proof.
  pose proof s_positive as S0; pose proof A_positive as A0; pose proof beta_positive as B0.
  assert (P : 0 < p < 1) by (apply Pq, Heta).
  set (D := beta * beta * (p * (1 - p))).
  assert (D0 : 0 < D) by (apply Rmult_lt_0_compat; [apply Rmult_lt_0_compat; assumption|apply Rmult_lt_0_compat; lra]).
  set (th := (a - K) / (2 * s * D)).
  assert (T0 : 0 < th) by (apply Rdiv_lt_0_compat; [lra|apply Rmult_lt_0_compat; lra]).
  destruct (second_moment pay h h1 h2 u floor Sm Mono Buys ubar p kap a bar_paid floor_strictly_under P
    ratio_positive a_nonneg (A - 1) (A + th) ltac:(fold A; lra)) as [rho [B [R0 [B0' Ev]]]].
  set (C := (A + th) * (a * a) + B).
  assert (C0 : 0 <= C) by (apply Rplus_le_le_0_compat; [apply Rmult_le_pos; [lra|nra]|exact B0']).
  apply Eventually.eventually_impl with (2 := Eventually.eventually_and _ _ Ev
    (over_n C ((a - K) / (2 * s)) C0 ltac:(apply Rdiv_lt_0_compat; lra))).
  intros n [M [N1 N2]].
  destruct (M p ltac:(lra) ltac:(rewrite Rminus_eq_0, Rabs_R0; lra)) as [_ [_ L]]; fold x s beta in L.
  unfold worth; fold p.
  replace (beta * (p - p) + a / INR n) with (a / INR n) in L by ring; fold D in L.
  assert (E : a / INR n / s - (A + th) * (D / INR n + a / INR n * (a / INR n)) - B / (INR n * INR n) =
    ((a - K) / (2 * s) - C / INR n) / INR n).
  { pose proof K_bend as KB; fold D in KB.
    replace (a / INR n / s - (A + th) * (D / INR n + a / INR n * (a / INR n)) - B / (INR n * INR n))
      with ((a / s - A * D - th * D - C / INR n) / INR n) by (unfold C; field; lra).
    rewrite KB; unfold th; field; lra. }
  assert (0 <= ((a - K) / (2 * s) - C / INR n) / INR n) by (apply Rdiv_le_0_compat; lra).
  unfold ubar in *; lra.
Qed.

(** A best reply agrees about as often as eta: elsewhere it would need more than the contract pays. *)
Lemma replies_near rho : 0 < rho -> Eventually.eventually (fun n =>
  forall e, 0 <= e <= 1 -> U0 <= worth n e -> Rabs (q e - p) < rho).
Proof.
  intros Rp; pose proof s_positive as S0; pose proof beta_positive as B0; pose proof ratio_positive as K0.
  pose proof a_nonneg as A0; destruct floor_under as [F1 F2].
  set (R := kap * rho); assert (R0 : 0 < R) by (apply Rmult_lt_0_compat; assumption).
  destruct (above_tangent pay h h1 h2 Hi D1 D2 Strict ubar bar_paid
    (smooth_continuous _ _ _ _ _ Sm bar_paid) (R / 2) ltac:(lra)) as [g1 [G1 Above]].
  fold s in Above; assert (SR : 0 < s * (R / 2)) by (apply Rmult_lt_0_compat; lra).
  set (g := Rmin g1 (Rmin (s * (R / 2)) (h U0 - floor))).
  assert (G0 : 0 < g) by (repeat apply Rmin_glb_lt; lra).
  assert (Ga : g <= g1) by apply Rmin_l.
  assert (Gb : g <= s * (R / 2)) by (eapply Rle_trans; [apply Rmin_r|apply Rmin_l]).
  assert (Gc : g <= h U0 - floor) by (eapply Rle_trans; [apply Rmin_r|apply Rmin_r]).
  set (t := g / (2 * beta)); assert (T0 : 0 < t) by (apply Rdiv_lt_0_compat; lra).
  assert (Bt : beta * (t / 2) = g / 4) by (unfold t; field; lra).
  assert (C0 : 0 <= a + beta / (2 * t)) by (apply Rplus_le_le_0_compat; [lra|apply Rdiv_le_0_compat; lra]).
  apply Eventually.eventually_impl with (2 := over_n (a + beta / (2 * t)) (g / 4) C0 ltac:(lra)).
  intros n [N1 N2] e He U; destruct (Rlt_or_le (Rabs (q e - p)) rho) as [L|L]; [exact L|exfalso].
  assert (Hn : (0 < n)%nat) by (apply INR_lt; simpl; lra).
  set (y := kap * (q e - p)).
  assert (Y : R <= Rabs y).
  { unfold y, R; rewrite Rabs_mult, (Rabs_right kap) by lra; apply Rmult_le_compat_l; lra. }
  pose proof (cost_supporting_line q c eta (q1 eta) (c1 eta) ltac:(lra) (Hq eta Heta) (Hq1 eta Heta)
    (Hc eta Heta) Conv e He) as Line; fold kap p y in Line.
  set (X := U0 + c e); assert (Xp : pay X) by (apply Pay, He).
  (* what the annotator needs on average *)
  assert (Need : Rmax floor (h ubar + beta * (q e - p)) + g <= h X).
  { assert (Hf : floor + g <= h X).
    { pose proof (wage_increases pay h h1 h2 Hi D1 D2 Strict Mono U0 X outside_paid Xp) as I.
      pose proof (Cpos e He); specialize (I ltac:(unfold X; lra)); lra. }
    assert (Hl : h ubar + beta * (q e - p) + g <= h X).
    { replace (beta * (q e - p)) with (s * y) by (unfold y, beta; ring).
      assert (Xy : y <= X - ubar) by (unfold X, ubar; lra).
      destruct (Rle_or_lt (R / 2) (Rabs (X - ubar))) as [O|O].
      - specialize (Above X Xp O).
        assert (s * y <= s * (X - ubar)) by (apply Rmult_le_compat_l; lra); lra.
      - apply Rabs_lt_between in O.
        pose proof (tangent_below pay h h1 h2 Hi D1 D2 Cv ubar X bar_paid Xp) as T; fold s in T.
        assert (Yn : y <= - R) by (unfold Rabs in Y; destruct (Rcase_abs y); lra).
        assert (s * (y + R / 2) <= s * (X - ubar)) by (apply Rmult_le_compat_l; lra); lra. }
    unfold Rmax; destruct (Rle_dec floor (h ubar + beta * (q e - p))); lra. }
  destruct (mean_utility pay h h1 h2 u floor Sm Buys ubar p kap a (q e) n (Q01 e He)) as [Mp Mu]; fold x w in Mp, Mu.
  pose proof (wage_mean pay h h1 h2 u floor Sm Mono Buys ubar p kap a bar_paid floor_strictly_under ratio_positive
    a_nonneg t (q e) n Hn T0 (Q01 e He)) as W; fold w s beta in W.
  assert (Xm : h X <= h (mean (q e) n (x n))).
  { apply (wage_increases pay h h1 h2 Hi D1 D2 Strict Mono); [exact Xp|exact Mp|].
    unfold worth in U; unfold X; lra. }
  replace (beta * (t / 2 + / (2 * t * INR n))) with (beta * (t / 2) + beta / (2 * t) / INR n) in W by (field; lra).
  replace ((a + beta / (2 * t)) / INR n) with (a / INR n + beta / (2 * t) / INR n) in N2 by (field; lra).
  lra.
Qed.

(** And closer still: the pay's utility is strictly concave near eta. *)
Lemma replies_close eps : 0 < eps -> Eventually.eventually (fun n =>
  forall e, 0 <= e <= 1 -> worth n eta <= worth n e -> (q e - p) * (q e - p) <= eps / INR n).
Proof.
  intros Ep; pose proof s_positive as S0; pose proof beta_positive as B0; pose proof A_positive as A0.
  pose proof a_nonneg as An; assert (P : 0 < p < 1) by (apply Pq, Heta).
  set (th := Rmin (A / 2) (A * eps / 64)).
  assert (Ae : 0 < A * eps) by (apply Rmult_lt_0_compat; assumption).
  assert (T0 : 0 < th) by (apply Rmin_glb_lt; lra).
  assert (T1 : th <= A / 2) by apply Rmin_l.
  assert (T2 : th <= A * eps / 64) by apply Rmin_r.
  destruct (second_moment pay h h1 h2 u floor Sm Mono Buys ubar p kap a bar_paid floor_strictly_under P
    ratio_positive a_nonneg (A - th) (A + th) ltac:(fold A; lra)) as [rho0 [B [R0 [B0' Ev]]]].
  set (rho := Rmin rho0 (eps / 16)); assert (Rp : 0 < rho) by (apply Rmin_glb_lt; lra).
  assert (R1 : rho <= rho0) by apply Rmin_l.
  assert (R2 : rho <= eps / 16) by apply Rmin_r.
  assert (BB : 0 < beta * beta) by (apply Rmult_lt_0_compat; assumption).
  assert (aa : 0 <= a * a) by apply Rle_0_sqr.
  set (C := 2 * ((A + th) * (a * a)) + 4 * B + 2 * ((A - th) * (a * a))).
  assert (C0 : 0 <= C).
  { unfold C; assert (0 <= (A + th) * (a * a)) by (apply Rmult_le_pos; lra).
    assert (0 <= (A - th) * (a * a)) by (apply Rmult_le_pos; lra); lra. }
  assert (G0 : 0 < beta * beta * (A * eps / 16)) by (apply Rmult_lt_0_compat; lra).
  apply Eventually.eventually_impl with (2 := Eventually.eventually_and _ _
    (Eventually.eventually_and _ _ Ev (over_n C _ C0 G0))
    (Eventually.eventually_and _ _ accepted (replies_near rho Rp))).
  intros n [[M [N1 N2]] [Ac Near]] e He W.
  specialize (Near e He (Rle_trans _ _ _ Ac W)).
  destruct (M p ltac:(lra) ltac:(rewrite Rminus_eq_0, Rabs_R0; lra)) as [_ [_ L]].
  destruct (M (q e) (Q01 e He) ltac:(lra)) as [_ [U _]]; fold x s beta in L, U; clear M.
  pose proof (cost_supporting_line q c eta (q1 eta) (c1 eta) ltac:(lra) (Hq eta Heta) (Hq1 eta Heta)
    (Hc eta Heta) Conv e He) as Line; fold kap p in Line.
  unfold worth in W; fold p in W.
  set (t := q e - p) in *; set (i := / INR n).
  assert (I0 : 0 < i) by (apply Rinv_0_lt_compat; lra).
  replace (beta * (p - p) + a / INR n) with (a * i) in L by (unfold i; field; lra).
  replace (B / (INR n * INR n)) with (B * (i * i)) in L, U by (unfold i; field; lra).
  replace (beta * beta * (p * (1 - p)) / INR n) with (beta * beta * (p * (1 - p)) * i) in L by (unfold i; field; lra).
  replace (beta * beta * (q e * (1 - q e)) / INR n) with (beta * beta * (q e * (1 - q e)) * i) in U
    by (unfold i; field; lra).
  replace (a / INR n) with (a * i) in U by (unfold i; field; lra).
  replace ((beta * t + a * i) / s) with (kap * t + a * i / s) in U by (unfold beta; field; lra).
  set (m := beta * t + a * i) in *.
  (* the curvature of pay, less the variance it is paid for anyway *)
  assert (Q : (A - th) * (m * m) <= beta * beta * ((A + th) * (p * (1 - p)) - (A - th) * (q e * (1 - q e))) * i +
    (A + th) * (a * a) * (i * i) + 2 * B * (i * i)) by lra.
  assert (Var : (A + th) * (p * (1 - p)) - (A - th) * (q e * (1 - q e)) <= 2 * th + A * rho).
  { pose proof (Q01 e He) as Qe; apply Rabs_lt_between in Near.
    assert (V1' : p * (1 - p) - q e * (1 - q e) <= rho).
    { replace (p * (1 - p) - q e * (1 - q e)) with (t * (p + q e - 1)) by (unfold t; ring).
      apply Rle_trans with (Rabs t * Rabs (p + q e - 1)); [rewrite <- Rabs_mult; apply Rle_abs|].
      replace rho with (rho * 1) by ring.
      apply Rmult_le_compat; [apply Rabs_pos|apply Rabs_pos|apply Rabs_le_between; lra|].
      apply Rabs_le_between; lra. }
    assert ((A - th) * (p * (1 - p) - q e * (1 - q e)) <= A * rho).
    { apply Rle_trans with ((A - th) * rho); [apply Rmult_le_compat_l; lra|apply Rmult_le_compat_r; lra]. }
    assert (th * (p * (1 - p)) <= th * 1) by (apply Rmult_le_compat_l; nra).
    lra. }
  assert (Var' : 2 * th + A * rho <= A * eps * (3 / 32)).
  { assert (A * rho <= A * (eps / 16)) by (apply Rmult_le_compat_l; lra); lra. }
  assert (Q1 : beta * beta * ((A + th) * (p * (1 - p)) - (A - th) * (q e * (1 - q e))) * i <=
    beta * beta * (A * eps * (3 / 32)) * i).
  { apply Rmult_le_compat_r; [lra|]; apply Rmult_le_compat_l; lra. }
  assert (Sq : beta * beta * (t * t) <= 2 * (m * m) + 2 * (a * a * (i * i))).
  { pose proof (Rle_0_sqr (m + a * i)) as S; unfold Rsqr in S.
    replace (beta * beta * (t * t)) with ((m - a * i) * (m - a * i)) by (unfold m; ring); lra. }
  apply Rmult_le_compat_l with (r := A - th) in Sq; [|lra].
  assert (Low : A / 2 * (beta * beta * (t * t)) <= (A - th) * (beta * beta * (t * t))).
  { apply Rmult_le_compat_r; [apply Rmult_le_pos; [lra|apply Rle_0_sqr]|lra]. }
  assert (Ci : C * (i * i) <= beta * beta * (A * eps / 16) * i).
  { replace (C * (i * i)) with (C / INR n * i) by (unfold i; field; lra); apply Rmult_le_compat_r; lra. }
  assert (Fin : A / 2 * (beta * beta) * (t * t) <= A / 2 * (beta * beta) * (eps * i)).
  { unfold C in Ci.
    assert (0 <= beta * beta * (A * eps) * i) by (apply Rmult_le_pos; [apply Rmult_le_pos|]; lra); lra. }
  replace (eps / INR n) with (eps * i) by (unfold i; field; lra).
  apply Rmult_le_reg_l with (A / 2 * (beta * beta)); [apply Rmult_lt_0_compat; lra|exact Fin].
Qed.

(** What the company keeps, at any best reply. *)
Lemma contract_attains dl : 0 < dl -> Eventually.eventually (fun n =>
  forall e, 0 <= e <= 1 -> (forall e', 0 <= e' <= 1 -> worth n e' <= worth n e) ->
  U0 <= worth n e /\ first_best c V eta U0 h - (a + dl) / INR n <= V e - mean (q e) n (w n)).
Proof.
  intros Dp; pose proof A_positive as A0; assert (P : 0 < p < 1) by (apply Pq, Heta).
  destruct value_near as [r [C [R0 [C0 Val]]]]; destruct (effort_near r R0) as [rho1 [P1 Eff]].
  set (L := 4 / (q1 eta * q1 eta)) in *; pose proof (Hq1 eta Heta) as Q1.
  assert (L0 : 0 < L) by (apply Rdiv_lt_0_compat; nra).
  assert (CL : 0 <= C * L) by (apply Rmult_le_pos; lra).
  set (eps := dl / (2 * (C * L + 1))); assert (E0 : 0 < eps) by (apply Rdiv_lt_0_compat; lra).
  assert (Ce : C * L * eps <= dl / 2).
  { replace (dl / 2) with ((C * L + 1) * eps) by (unfold eps; field; lra); lra. }
  destruct (second_moment pay h h1 h2 u floor Sm Mono Buys ubar p kap a bar_paid floor_strictly_under P
    ratio_positive a_nonneg (A - 1) (A + 1) ltac:(fold A; lra)) as [rho2 [B [P2 [B0 Ev]]]].
  assert (Rp : 0 < Rmin rho1 rho2) by (apply Rmin_glb_lt; assumption).
  apply Eventually.eventually_impl with (2 := Eventually.eventually_and _ _
    (Eventually.eventually_and _ _ Ev (over_n B (dl / 2) B0 ltac:(lra)))
    (Eventually.eventually_and _ _ (Eventually.eventually_and _ _ accepted (replies_close eps E0))
      (replies_near (Rmin rho1 rho2) Rp))).
  intros n [[M [N1 N2]] [[Ac Close] Near]] e He Br.
  assert (We : worth n eta <= worth n e) by (apply Br; lra).
  specialize (Near e He (Rle_trans _ _ _ Ac We)); specialize (Close e He We).
  pose proof (Rmin_l rho1 rho2); pose proof (Rmin_r rho1 rho2).
  split.
  - exact (Rle_trans _ _ _ Ac We).
  - destruct (M (q e) (Q01 e He) ltac:(lra)) as [W _]; fold w s beta in W.
    destruct (Eff e He ltac:(lra)) as [Er Es]; specialize (Val e Er).
    set (i := / INR n); assert (I0 : 0 < i) by (apply Rinv_0_lt_compat; lra).
    assert (Sq : C * ((e - eta) * (e - eta)) <= dl / 2 * i).
    { apply Rle_trans with (C * (L * (eps * i))).
      - apply Rmult_le_compat_l; [exact C0|]; apply Rle_trans with (1 := Es); apply Rmult_le_compat_l; [lra|].
        apply Rle_trans with (1 := Close); right; unfold i; field; lra.
      - replace (C * (L * (eps * i))) with (C * L * eps * i) by ring; apply Rmult_le_compat_r; lra. }
    assert (Bi : B / (INR n * INR n) <= dl / 2 * i).
    { replace (B / (INR n * INR n)) with (B / INR n * i) by (unfold i; field; lra); apply Rmult_le_compat_r; lra. }
    replace ((a + dl) / INR n) with (a / INR n + dl * i) by (unfold i; field; lra).
    unfold first_best, full_payoff; fold ubar; lra.
Qed.
End Contract.

(** ** The limits *)

(** Linear wages come as close to the first best as K_lin/n, whichever best reply the annotator makes; and there is one. *)
Theorem linear_wage_attains eps : 0 < eps -> Eventually.eventually (fun n => exists alpha beta,
  let w := fun l => linear_wage floor alpha beta n (count l) in
  (exists e, 0 <= e <= 1 /\ implements q c n (fun l => u (w l)) e) /\
  forall e, 0 <= e <= 1 -> implements q c n (fun l => u (w l)) e ->
    participates q c U0 n (fun l => u (w l)) e /\
    first_best c V eta U0 h - (K + eps) / INR n <= V e - expect (q e) n w).
Proof.
  intros Ep; apply Eventually.eventually_impl with (2 := Eventually.eventually_and _ _ (Eventually.eventually_ge 1)
    (contract_attains (K + eps / 2) ltac:(lra) (eps / 2) ltac:(lra))).
  intros n [N1 Up]; assert (Hn : (0 < n)%nat) by (apply INR_lt; simpl; lra).
  exists (h ubar - beta * p + (K + eps / 2) / INR n), beta; cbv zeta.
  set (line := linear_wage floor (h ubar - beta * p + (K + eps / 2) / INR n) beta n).
  assert (E : forall k, line k = wage h h1 floor ubar p kap (K + eps / 2) n k)
    by (intros; symmetry; apply wage_linear, Hn).
  assert (Ex : forall e, expect (q e) n (fun l => u (line (count l))) - c e = worth (K + eps / 2) n e).
  { intros e; unfold worth; rewrite (expect_count (q e) n (fun k => u (line k))); f_equal; apply mean_ext.
    intros k _; unfold utility; rewrite E; reflexivity. }
  split.
  - destruct (best_reply_exists (K + eps / 2) n) as [e [He Br]]; exists e; split; [exact He|].
    intros e' He'; rewrite !Ex; apply Br, He'.
  - intros e He Im; destruct (Up e He) as [Pa Va].
    { intros e' He'; rewrite <- !Ex; apply Im, He'. }
    split; [unfold participates; rewrite Ex; exact Pa|].
    rewrite (expect_count (q e) n line).
    rewrite (mean_ext (q e) n line (wage h h1 floor ubar p kap (K + eps / 2) n) (fun k _ => E k)).
    replace (K + eps) with (K + eps / 2 + eps / 2) by field; exact Va.
Qed.

Lemma room : exists hi, pay hi /\ ubar < hi.
Proof.
  pose proof floor_under as [F1 F2]; destruct (Buys (h ubar + 1) ltac:(lra)) as [P E].
  exists (u (h ubar + 1)); split; [exact P|]; destruct (Rlt_or_le ubar (u (h ubar + 1))) as [O|O]; [exact O|].
  pose proof (wage_increases pay h h1 h2 Hi D1 D2 Strict Mono _ _ P bar_paid O); lra.
Qed.

Lemma floor_below_bar : u floor < ubar.
Proof. pose proof (Cpos eta ltac:(lra)); unfold ubar; lra. Qed.

(** Linear wages are contracts, within the limits on pay. *)
Lemma linear_within n x : linear_payoffs n x -> payoffs q c V U0 pay h any_contract n x.
Proof.
  intros [e [al [be [He [Im [Pa ->]]]]]].
  set (v := fun l : list bool => u (linear_wage floor al be n (count l))).
  assert (Wv : forall l, pay (v l) /\ h (v l) = linear_wage floor al be n (count l)) by (intros l; apply Buys, Rmax_l).
  exists e, v; split; [exact He|split; [exact Logic.I|split; [split; [intros l _; apply Wv|split; assumption]|]]].
  unfold payoff; f_equal; apply expect_ext; intros l _; symmetry; apply Wv.
Qed.

Lemma linear_reaches eps : 0 < eps -> Eventually.eventually (fun n =>
  exists x, linear_payoffs n x /\ first_best c V eta U0 h - (K + eps) / INR n <= x).
Proof.
  intros Ep; apply Eventually.eventually_impl with (2 := linear_wage_attains eps Ep).
  intros n [al [be [[e [He Im]] Any]]]; destruct (Any e He Im) as [Pa Up].
  exists (V e - expect (q e) n (fun l => linear_wage floor al be n (count l))); split; [|exact Up].
  exists e, al, be; split; [exact He|split; [exact Im|split; [exact Pa|reflexivity]]].
Qed.

(** The best linear wage: n Delta_n -> K_lin. *)
Theorem linear_wage_gap : gap_tends linear_payoffs INR (first_best c V eta U0 h)
  (h2 (U0 + c eta) * (c1 eta * c1 eta) / (2 * information (q eta) (q1 eta))).
Proof.
  destruct room as [hi [Phi Lhi]].
  apply (gap_limit_payoffs q q1 c c1 V eta U0 pay h h1 h2 Heta Hq Hq1 Pq Q01 Hc Hc1
    (continuity_of_derive q1 eta q2 Hq2) Cc1 Sm Mono Pay Best Separated
    (u floor) hi _ (proj1 floor_utility) Phi (conj floor_below_bar Lhi)); [exact linear_within|exact linear_reaches].
Qed.

(** So the gap of all contracts, which they attain, where the floor may bind and the cost need not be strongly convex. *)
Theorem wage_floor_gap : gap_tends (payoffs q c V U0 pay h any_contract) INR (first_best c V eta U0 h)
  (h2 (U0 + c eta) * (c1 eta * c1 eta) / (2 * information (q eta) (q1 eta))).
Proof.
  destruct room as [hi [Phi Lhi]].
  apply (gap_limit_payoffs q q1 c c1 V eta U0 pay h h1 h2 Heta Hq Hq1 Pq Q01 Hc Hc1
    (continuity_of_derive q1 eta q2 Hq2) Cc1 Sm Mono Pay Best Separated
    (u floor) hi _ (proj1 floor_utility) Phi (conj floor_below_bar Lhi)); [intros n x X; exact X|].
  intros eps Ep; apply Eventually.eventually_impl with (2 := linear_reaches eps Ep).
  intros n [x [X Up]]; exists x; split; [apply linear_within, X|exact Up].
Qed.
End Economy.
