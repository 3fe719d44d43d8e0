(** T7 (general rate), the bound for every contract.

    In words: however pay depends on the monitored signals, if pay v (in utility) has mean u and its mean rises with
    effort at the rate c' that incentives ask for, then it costs at least h(u) + m*c'^2/(2*I), where h is the wage that
    buys a utility, m its modulus of convexity on the utilities paid, and I the Fisher information of the signals.

    Model: any finite space of signal lists with probabilities p; the score g has mean 0 and variance I under p, and the
    derivative of E[v] in effort is E[v*g] (score identity). For n independent samples I = n*I_1.
    Assumed: the pointwise bound h(x) >= h(u) + d*(x-u) + (m/2)*(x-u)^2 (it holds with d = h'(u) where h'' >= m).
    Source: the theorem's statement in src/theorem/t7_general_rate.rs. *)

From Coq Require Import Reals List Lra Psatz.
From FirstBest.Lib Require Import Finite.
Open Scope R_scope.

Section General.
  Variable A : Type.
  Variable space : list A.
  Variable p : A -> R.
  Hypothesis p_nonneg : forall s, In s space -> 0 <= p s.
  Hypothesis p_total : E A space p (fun _ => 1) = 1.

  Notation Ex := (E A space p).

  (** Information bound: Var v >= c'^2/I. *)
  Theorem info_bound : forall (v g : A -> R) (u i c : R),
    Ex v = u -> Ex g = 0 -> Ex (fun s => g s * g s) = i -> 0 < i ->
    Ex (fun s => v s * g s) = c ->
    c * c / i <= Ex (fun s => (v s - u) * (v s - u)).
  Proof.
    intros v g u i c Hv Hg Hi Hpos Hc.
    apply (cauchy_schwarz A space p p_nonneg (fun s => v s - u) g i c Hi Hpos).
    rewrite (E_ext A space p _ (fun s => v s * g s - u * g s)) by (intros; ring).
    rewrite E_minus, E_scale, Hg, Hc. ring.
  Qed.

  (** The cost of incentives for every contract. *)
  Theorem monitoring_lower_bound : forall (h : R -> R) (v g : A -> R) (u d m i c : R),
    0 <= m ->
    (forall s, In s space -> h u + d * (v s - u) + m / 2 * ((v s - u) * (v s - u)) <= h (v s)) ->
    Ex v = u -> Ex g = 0 -> Ex (fun s => g s * g s) = i -> 0 < i ->
    Ex (fun s => v s * g s) = c ->
    h u + m * (c * c) / (2 * i) <= Ex (fun s => h (v s)).
  Proof.
    intros h v g u d m i c Hm Hh Hv Hg Hi Hpos Hc.
    pose proof (info_bound v g u i c Hv Hg Hi Hpos Hc) as Hvar.
    pose proof (E_le A space p p_nonneg _ _ Hh) as Hle.
    rewrite E_plus, E_plus, E_scale, E_scale, E_minus in Hle.
    rewrite (E_const A space p (h u)), (E_const A space p u), p_total, Hv in Hle.
    assert (m * (c * c) / (2 * i) = m / 2 * (c * c / i)) as -> by (field; lra).
    assert (m / 2 * (c * c / i) <= m / 2 * Ex (fun s => (v s - u) * (v s - u))).
    { apply Rmult_le_compat_l; lra. }
    lra.
  Qed.

  (** Any prices (lambda, mu) bound the cost from below: the dual, with hstar any function above
      y*x - h(x) at the prices and pay that occur. *)
  Theorem fenchel_lower : forall (h hstar : R -> R) (v g : A -> R) (u c lambda mu : R),
    (forall s, In s space ->
       (lambda + mu * g s) * v s - h (v s) <= hstar (lambda + mu * g s)) ->
    Ex v = u -> Ex (fun s => v s * g s) = c ->
    lambda * u + mu * c - Ex (fun s => hstar (lambda + mu * g s)) <= Ex (fun s => h (v s)).
  Proof.
    intros h hstar v g u c lambda mu H Hv Hc.
    pose proof (E_le A space p p_nonneg _ _ H) as Hle.
    rewrite E_minus in Hle.
    rewrite (E_ext A space p _ (fun s => lambda * v s + mu * (v s * g s))) in Hle
      by (intros; ring).
    rewrite E_plus, 2 E_scale, Hv, Hc in Hle. lra.
  Qed.
End General.
